import { openRecorder } from 'rawi'
import { answerCalls, loadPersona, receptionPersona, transportPair } from '../../src/index.ts'
import { Page } from './page.ts'

/** A server in the middle of a call: says on standard output when the caller has been answered, and then stays. */
const recorder = await openRecorder({
  stateDir: process.argv[2] ?? '',
  databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
})
recorder.ready.catch(() => {})
const persona = loadPersona(receptionPersona)
const desk = await answerCalls({ recorder, personas: { get: () => ({ id: 'reception', persona }) } })
const [server, client] = transportPair()
desk.answer(server)
const page = new Page(client, { language: 'en' })
await page.start()
await page.until(() => page.answers().length === 1, 'the greeting')
await page.ask('my name is John Smith')
process.stdout.write(`${desk.calls[0]?.conversation.id}\n`)
setInterval(() => {}, 1_000)
