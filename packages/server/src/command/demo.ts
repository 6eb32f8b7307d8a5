import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Command } from 'commander'
import type { EndResult } from 'rawi'
import type { Desk, JsonOption } from './desk.ts'
import { jsonLine } from './display-text.ts'
import { endRow, printTranscript } from './end-result.ts'
import type { KeptCall } from './kept-call.ts'
import { durationText } from './moment.ts'
import { recordLines } from './record-lines.ts'
import type { Terminal } from './terminal.ts'

const CALLER = { userName: 'أحمد محمد', userPhone: '+963991234567', summary: 'استفسار عن التدريبات' }
const SCRIPT = [
  { role: 'user', content: 'مرحباً، أريد الاستفسار عن التدريبات المتاحة' },
  { role: 'assistant', content: 'أهلاً بك! لدينا تدريبات في البرمجة والتصميم واللغات. ما اسمك الكريم ورقم هاتفك؟' },
  { role: 'user', content: 'اسمي أحمد محمد ورقمي 0991234567' },
  { role: 'assistant', content: 'شكراً لك يا أحمد، سنتواصل معك قريباً بكل التفاصيل.' },
] as const
/** About what a person leaves between two sentences, so that the call has a duration to show. */
const PAUSE_MS = 500

export function demoCommand(desk: Desk): Command {
  return new Command('demo')
    .description('keep a scripted Arabic call and read it back from the database')
    .option('--json', 'print one line of JSON and nothing else')
    .addHelpText('after', '\nExamples:\n  $ rawi demo\n  $ rawi demo --json')
    .action((options: JsonOption) => keepDemo(desk, options))
}

/** In the running server where one holds the embedded database, else here. */
async function keepDemo(desk: Desk, options: JsonOption): Promise<void> {
  const start = {
    conversationId: `test-${randomBytes(4).toString('hex').slice(0, 5)}`,
    channel: 'text',
    language: 'ar',
  } as const
  const [{ keepHere, keepThere }, { embeddedHouse, runningHouse }] = await Promise.all([
    import('./kept-call.ts'),
    import('./with-house.ts'),
  ])
  if (await embeddedHouse(desk)) return demo(desk, await keepThere(() => runningHouse(desk), start), options)
  await desk.withRecorder((recorder) => demo(desk, keepHere(recorder, start), options))
}

async function demo(desk: Desk, kept: KeptCall, { json }: JsonOption): Promise<void> {
  const { terminal } = desk
  const say = (line?: string) => {
    if (!json) terminal.print(line)
  }
  say(`✅ Conversation started: ${kept.conversationId}`)
  for (const [index, message] of SCRIPT.entries()) {
    if (index > 0) await pause(PAUSE_MS)
    kept.addMessage(message)
    say(`📝 Buffered ${message.role} message locally (${index + 1} messages in buffer)`)
  }
  say()
  say(`🏁 Ending conversation: ${kept.conversationId}`)
  say(`   Messages to save: ${SCRIPT.length}`)
  const result = await kept.end(CALLER)
  const record = await kept.read()
  if (json) terminal.print(jsonLine(endRow(result, record)))
  else printEnd(terminal, result)
  if (!result.saved || !record) return desk.fail()
  if (json) return
  say()
  say('📖 Read back from the database:')
  for (const line of recordLines(terminal, record)) say(line)
  say()
  say(`See it again: npx rawi show ${record.conversation_id}`)
}

function printEnd(terminal: Terminal, result: EndResult): void {
  printTranscript(terminal, result)
  if (!result.saved) return
  terminal.print(`✅ Saved ${result.messagesSaved}/${result.messageCount} messages to database`)
  terminal.print('✅ Conversation record updated')
  terminal.print(`   Duration: ${durationText(result.durationSeconds)}`)
  terminal.print(`   User: ${result.user?.name ?? CALLER.userName}`)
  terminal.print(`   Phone: ${result.user?.phone ?? CALLER.userPhone}`)
}
