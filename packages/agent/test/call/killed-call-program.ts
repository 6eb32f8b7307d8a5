import { openRecorder } from 'rawi'
import { answerCalls, loadPersona, openModels, receptionPersona, transportPair } from '../../src/index.ts'
import { Page } from './page.ts'

/**
 * A server in the middle of a call: says on standard output when the caller has been answered, or, `spoken`, when a part
 * of the greeting was heard, and then stays.
 */
const [, , folder = '', how] = process.argv
const recorder = await openRecorder({ stateDir: folder, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })
recorder.ready.catch(() => {})
const persona = loadPersona(receptionPersona)
const models = how === 'spoken' ? await openModels({}) : {}
const desk = await answerCalls({ recorder, models, personas: { get: () => ({ id: 'reception', persona }) } })
const [server, client] = transportPair()
desk.answer(server)
const page = new Page(client, { language: 'en', sound: { up: false, down: how === 'spoken' } })
await page.start()
const messages = () => desk.calls[0]?.conversation.messages ?? []
if (how === 'spoken') {
  await page.until(() => (messages()[0]?.heard?.length ?? 0) > 10, 'the beginning of the greeting')
} else {
  await page.until(() => page.answers().length === 1, 'the greeting')
  await page.ask('my name is John Smith')
}
process.stdout.write(`${desk.calls[0]?.conversation.id}\n`)
setInterval(() => {}, 1_000)
