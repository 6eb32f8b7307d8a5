import { setTimeout as wait } from 'node:timers/promises'
import { answerCalls, hasBuiltinVoice, loadPersona, openModels, receptionPersona, transportPair } from '@rawi/agent'
import type { Recorder } from 'rawi'
import { Page } from '../../packages/agent/test/call/page.ts'
import { openaiStandIn } from '../../packages/agent/test/models/openai-stand-in.ts'
import { callerSays, voiceOfTest } from '../../packages/agent/test/speech/speech-of-test.ts'

const QUESTION = 'what are your opening hours'
/** Milliseconds the stand-in of speech recognition takes. */
const RECOGNITION_MS = 80
const ARRIVE_MS = 900

/** Callers who speak and interrupt, at once; undefined where the built-in voice is not installed. */
export async function spokenCalls(recorder: Recorder, calls: number, turns: number) {
  if (!hasBuiltinVoice()) return undefined
  const answer = [] as number[]
  const whole = [] as number[]
  const silence = [] as number[]
  const stand = await openaiStandIn()
  stand.transcripts = [QUESTION]
  stand.delay.hearing = RECOGNITION_MS
  const voice = voiceOfTest()
  const question = await callerSays(voice, QUESTION)
  await voice.close()
  const onset = question.findIndex((sample) => Math.abs(sample) > 1_000) / 16
  const models = await openModels({ hearing: { baseUrl: stand.baseUrl, model: 'stand-in' } })
  const persona = loadPersona(receptionPersona)
  const desk = await answerCalls({ recorder, models, personas: { get: () => ({ id: 'reception', persona }) } })
  const began = new Set<string>()
  recorder.on('started', ({ id }) => began.add(id))

  async function caller(number: number): Promise<void> {
    await wait(ARRIVE_MS * number)
    const [server, client] = transportPair()
    desk.answer(server)
    const page = new Page(client, { language: 'en', sound: { up: true, down: true } })
    await page.start()
    await page.until(() => page.sound.has(1), 'the greeting', 60_000)
    for (let turn = 0; turn < turns; turn++) {
      // Once the agent has spoken for a while, the caller interrupts.
      const speaking = Math.max(...page.sound.keys())
      await page.until(() => (page.sound.get(speaking)?.played ?? 0) > 24_000, 'a second of speech', 60_000)
      const heard = page.captions('caller').length
      const playbacks = page.all('playback').length
      const begun = performance.now()
      const spoken = page.say(question)
      await page.until(() => page.all('playback').length > playbacks, 'silence')
      silence.push(performance.now() - begun - onset)
      await spoken
      const lastSound = performance.now()
      await page.until(() => page.captions('caller').length > heard, 'the words', 60_000)
      const known = performance.now()
      await page.until(() => Math.max(...page.sound.keys()) > speaking, 'the answer', 60_000)
      answer.push(performance.now() - known)
      whole.push(performance.now() - lastSound)
    }
    page.send({ type: 'end' })
    await page.next('ended')
  }

  await Promise.all(Array.from({ length: calls }, (_, number) => caller(number)))
  await desk.close()
  await models.close()
  await stand.close()
  return { answer, whole, silence, calls, conversations: [...began].map((id) => ({ id, turns })) }
}
