import { setTimeout as wait } from 'node:timers/promises'
import { answerCalls, loadPersona, receptionPersona, transportPair } from '@rawi/agent'
import type { Recorder } from 'rawi'
import { Page } from '../../packages/agent/test/call/page.ts'

/** What a caller asks, one after the other. */
const QUESTIONS = [
  'what are your opening hours?',
  'شو ساعات الدوام؟',
  'how much is the English course?',
  'وين مكانكم؟',
  'can I pay in instalments?',
]
/** Milliseconds in which all calls begin, and between two texts of one caller. */
const ARRIVE_MS = 2_000
const THINK_MS = 1_200

/** Callers who type, all at once. */
export async function typedCalls(recorder: Recorder, calls: number, turns: number) {
  const answer = [] as number[]
  const persona = loadPersona(receptionPersona)
  const desk = await answerCalls({ recorder, personas: { get: () => ({ id: 'reception', persona }) } })
  const conversations: { id: string; turns: number }[] = []

  async function caller(number: number): Promise<void> {
    await wait((ARRIVE_MS / calls) * number)
    const [server, client] = transportPair()
    desk.answer(server)
    const page = new Page(client, { language: 'en' })
    await page.start()
    await page.until(() => page.answers().length === 1, 'the greeting')
    for (let turn = 0; turn < turns; turn++) {
      await wait(THINK_MS * (0.5 + ((number * 7 + turn * 3) % 10) / 10))
      const before = page.all('caption').filter(({ speaker }) => speaker === 'agent').length
      const begun = performance.now()
      page.type(QUESTIONS[(number + turn) % QUESTIONS.length] ?? '')
      await page.until(
        () => page.all('caption').filter(({ speaker }) => speaker === 'agent').length > before,
        'the first words',
      )
      const at = page.got.findIndex((message, index) => {
        return message.type === 'caption' && message.speaker === 'agent' && (page.gotAt[index] ?? 0) >= begun
      })
      answer.push((page.gotAt[at] ?? performance.now()) - begun)
    }
    page.send({ type: 'end' })
    await page.next('ended')
  }

  const began = new Set<string>()
  recorder.on('started', ({ id }) => began.add(id))
  await Promise.all(Array.from({ length: calls }, (_, number) => caller(number)))
  await desk.close()
  for (const id of began) conversations.push({ id, turns })
  return { answer, calls, conversations }
}
