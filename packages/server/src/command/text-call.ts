import { type Language, loadPersona, readLines, receptionPersona, startTextCall } from '@rawi/agent'
import type { Conversation, EndOptions, Recorder } from 'rawi'
import type { ChatFlags } from './chat.ts'
import type { Desk } from './desk.ts'
import { isolated, jsonLine, plainText } from './display-text.ts'
import { endRow, printTranscript } from './end-result.ts'
import { listenForHangUp } from './hang-up.ts'
import { recordLines } from './record-lines.ts'
import { paint, type Terminal } from './terminal.ts'

/** A call typed at the terminal or piped in, recorded; ends with a goodbye, the end of the lines, or a signal. */
export async function textCall(desk: Desk, flags: ChatFlags): Promise<void> {
  const persona = loadPersona(flags.persona ?? receptionPersona)
  const language = flags.language ?? persona.language
  const { recorder } = await desk.environment()
  const region = recorder.defaultRegion
  const hangUp = listenForHangUp()
  try {
    // Calls go on while the database is away; they are saved when it is back.
    await desk.withRecorder(
      (recorder) => converse(desk, recorder, { persona, language, region, hangUp, json: flags.json === true }),
      {
        unreachable: 'go on',
      },
    )
  } finally {
    hangUp.close()
  }
}

interface CallSetting {
  readonly persona: ReturnType<typeof loadPersona>
  readonly language: Language
  readonly region: string | undefined
  readonly hangUp: ReturnType<typeof listenForHangUp>
  readonly json: boolean
}

async function converse(
  desk: Desk,
  recorder: Recorder,
  { persona, language, region, hangUp, json }: CallSetting,
): Promise<void> {
  if (hangUp.reason) return
  const { terminal } = desk
  const conversation = recorder.startConversation({ channel: 'text', language, agentName: persona.agent.name.en })
  const voice = voices(terminal, persona.agent.name[language], json)
  const call = await startTextCall({
    persona,
    language,
    ...(region !== undefined && { region }),
    record: {
      addMessage: (message) => conversation.addMessage(message),
      end: (options) => conversation.end(named(options, conversation.contact.name)),
    },
    lines: voice.lines(),
    onAgentText: voice.agentText,
    onAgentTurnEnd: voice.agentTurnEnd,
  })
  hangUp.whenTold((reason) => call.hangUp(reason))
  const result = await call.ended
  voice.agentTurnEnd()
  if (json) terminal.print(jsonLine(endRow(result)))
  else await printKept(terminal, recorder, conversation, () => printTranscript(terminal, result))
  if (!result.saved) desk.fail()
}

/** The default summary: with whom, as far as that was said, in the language of the call. */
function named(options: EndOptions, who: string | null): EndOptions {
  const summary = options.language === 'en' ? `Conversation with ${who ?? 'a caller'}` : `محادثة مع ${who ?? 'عميل'}`
  return { summary, ...options }
}

/** What is typed and what is said, each line with its speaker; with `--json` nothing of it is printed. */
function voices(terminal: Terminal, agent: string, json: boolean) {
  let turn = ''
  const direct = (text: string) => (terminal.interactive ? isolated(plainText(text)) : plainText(text))
  // No generator: one that waits for its next line could not be left before that line.
  function lines(): AsyncIterableIterator<string> {
    const typed = readLines(process.stdin)
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

async function printKept(
  terminal: Terminal,
  recorder: Recorder,
  conversation: Conversation,
  printEnd: () => void,
): Promise<void> {
  terminal.print()
  terminal.print('🏁 The call has ended. What was kept:')
  const record = await recorder.getConversation(conversation.id).catch(() => undefined)
  if (record) for (const line of recordLines(terminal, record)) terminal.print(line)
  terminal.print()
  printEnd()
  terminal.print('List your calls: npx rawi list')
  terminal.print(`Show this one:   npx rawi show ${plainText(conversation.conversationId)}`)
}
