import { type Language, loadPersona, readLines, receptionPersona, startTextCall } from '@rawi/agent'
import type { StartOptions } from 'rawi'
import type { ChatFlags } from './chat.ts'
import type { Desk } from './desk.ts'
import { isolated, jsonLine, plainText } from './display-text.ts'
import { endRow, printTranscript } from './end-result.ts'
import { listenForHangUp } from './hang-up.ts'
import { type KeptCall, keepHere, keepThere } from './kept-call.ts'
import { recordLines } from './record-lines.ts'
import { paint, type Terminal } from './terminal.ts'
import { embeddedHouse, runningHouse } from './with-house.ts'

/** A call typed at the terminal or piped in, recorded; ends with a goodbye, the end of the lines, or a signal. */
export async function textCall(desk: Desk, flags: ChatFlags): Promise<void> {
  const persona = loadPersona(flags.persona ?? receptionPersona)
  const language = flags.language ?? persona.language
  const { recorder } = await desk.environment()
  const region = recorder.defaultRegion
  const hangUp = listenForHangUp()
  try {
    const setting = { persona, language, region, hangUp, json: flags.json === true }
    const house = await embeddedHouse(desk)
    if (house) await converse(desk, (start) => keepThere(() => runningHouse(desk), start), setting)
    // Calls go on while the database is away; they are saved when it is back.
    else
      await desk.withRecorder((recorder) => converse(desk, async (start) => keepHere(recorder, start), setting), AWAY)
  } finally {
    hangUp.close()
  }
}

const AWAY = { unreachable: 'go on' } as const

interface CallSetting {
  readonly persona: ReturnType<typeof loadPersona>
  readonly language: Language
  readonly region: string | undefined
  readonly hangUp: ReturnType<typeof listenForHangUp>
  readonly json: boolean
}

async function converse(
  desk: Desk,
  keep: (start: StartOptions) => Promise<KeptCall>,
  { persona, language, region, hangUp, json }: CallSetting,
): Promise<void> {
  if (hangUp.reason) return
  const { terminal } = desk
  const kept = await keep({ channel: 'text', language, agentName: persona.agent.name.en })
  const voice = voices(terminal, persona.agent.name[language], json)
  const call = await startTextCall({
    persona,
    language,
    ...(region !== undefined && { region }),
    record: kept,
    lines: voice.lines(),
    onAgentText: voice.agentText,
    ...(kept.handOver && { onHandOver: kept.handOver }),
    onAgentTurnEnd: voice.agentTurnEnd,
  })
  hangUp.whenTold((reason) => call.hangUp(reason))
  const result = await call.ended
  voice.agentTurnEnd()
  if (json) terminal.print(jsonLine(endRow(result)))
  else await printKept(terminal, kept, () => printTranscript(terminal, result))
  if (!result.saved) desk.fail()
}

/** What is typed and what is said, each line with its speaker; with `--json` nothing of it is printed. */
function voices(terminal: Terminal, agent: string, json: boolean) {
  let turn = ''
  const direct = (text: string) => (terminal.interactive ? isolated(plainText(text)) : plainText(text))
  // No generator: one that waits for its next line could not be left before that line.
  function lines(): AsyncIterableIterator<string> {
    const typed = readLines(terminal.streams.stdin)
    return {
      async next() {
        if (terminal.answers && !json) terminal.ask(paint(terminal, 'cyan', '› '))
        const line = await typed.next()
        const shown = !line.done && !terminal.answers && !json && line.value.trim() !== ''
        if (shown) terminal.print(`› ${direct(line.value)}`)
        return line
      },
      return: async () => (await typed.return?.()) ?? { done: true, value: undefined },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }
  return {
    lines,
    agentText(delta: string) {
      turn += delta
    },
    agentTurnEnd() {
      if (turn !== '' && !json) terminal.print(`${paint(terminal, 'green', direct(agent))}: ${direct(turn.trim())}`)
      turn = ''
    },
  }
}

async function printKept(terminal: Terminal, kept: KeptCall, printEnd: () => void): Promise<void> {
  terminal.print()
  terminal.print('🏁 The call has ended. What was kept:')
  const record = await kept.read()
  if (record) for (const line of recordLines(terminal, record)) terminal.print(line)
  terminal.print()
  printEnd()
  terminal.print('List your calls: npx rawi list')
  terminal.print(`Show this one:   npx rawi show ${plainText(kept.conversationId)}`)
}
