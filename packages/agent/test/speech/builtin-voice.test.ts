import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AGENT_RATE } from '../../src/call/bounds.ts'
import { type BuiltinVoice, hasBuiltinVoice, openBuiltinVoice } from '../../src/speech/builtin/builtin-voice.ts'
import type { SpokenPiece } from '../../src/speech/speaker.ts'

const FEMALE = { gender: 'female' } as const
const NEVER = new AbortController().signal

describe.skipIf(!hasBuiltinVoice())('the built-in voice', () => {
  let voice: BuiltinVoice

  beforeAll(() => {
    const opened = openBuiltinVoice()
    if (!opened) throw new Error('not installed')
    voice = opened
  })
  afterAll(() => voice.close())

  async function speak(text: string, language: 'ar' | 'en' = 'en', signal = NEVER): Promise<SpokenPiece[]> {
    const pieces: SpokenPiece[] = []
    for await (const piece of voice.speak({ words: text.split(' '), language, style: FEMALE }, signal)) {
      pieces.push(piece)
    }
    return pieces
  }

  const lengthOf = (pieces: readonly SpokenPiece[]) => pieces.reduce((sum, { samples }) => sum + samples.length, 0)

  it('speaks English and Arabic at the rate of the call', async () => {
    const english = await speak('We are open from nine to five')
    expect(lengthOf(english) / AGENT_RATE).toBeGreaterThan(1)
    expect(lengthOf(english) / AGENT_RATE).toBeLessThan(4)
    const arabic = await speak('أَهْلاً وَسَهْلاً بِكُمْ', 'ar')
    expect(Math.max(...arabic.flatMap(({ samples }) => [...samples]))).toBeGreaterThan(3_000)
  })

  it('says where each word begins and which sounds are heard when', async () => {
    const pieces = await speak('hello my dear friend')
    let before = 0
    const words: { word: number; at: number }[] = []
    const phonemes: { ms: number; phoneme: string }[] = []
    for (const piece of pieces) {
      words.push(...(piece.words ?? []).map(({ word, position }) => ({ word, at: before + position })))
      phonemes.push(
        ...(piece.phonemes ?? []).map(({ ms, phoneme }) => ({ ms: ms + (before / AGENT_RATE) * 1_000, phoneme })),
      )
      before += piece.samples.length
    }
    expect(words.map(({ word }) => word)).toEqual([0, 1, 2, 3])
    const places = words.map(({ at }) => at)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.at(-1)).toBeLessThan(before)
    expect(phonemes.map(({ phoneme }) => phoneme).join('')).toMatch(/^h.*l.*m.*d.*f.*n.*d/u)
    const times = phonemes.map(({ ms }) => ms)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('begins to speak before it has finished', async () => {
    const long = 'and this is one more of many words '.repeat(6).trim()
    expect((await speak(long)).length).toBeGreaterThan(5)
  })

  it('speaks for several at once', async () => {
    const texts = ['one two three', 'four five six seven', 'eight']
    const all = await Promise.all(texts.map((text) => speak(text)))
    const alone = await speak('eight')
    expect(all.every((pieces) => lengthOf(pieces) > 0)).toBe(true)
    expect(lengthOf(all[2] ?? [])).toBe(lengthOf(alone))
  })

  it('comes back after a crash, and loses no text that it had not begun', async () => {
    const { pid } = voice
    if (pid === undefined) throw new Error('it does not run')
    process.kill(pid, 'SIGKILL')
    expect(lengthOf(await speak('still here'))).toBeGreaterThan(0)
    expect(voice.pid).not.toBe(pid)
  })

  it('stops when nobody listens any more', async () => {
    const stop = new AbortController()
    const pieces: SpokenPiece[] = []
    const words = 'a rather long sentence that nobody will hear to its end at all'.split(' ')
    for await (const piece of voice.speak({ words, language: 'en', style: FEMALE }, stop.signal)) {
      pieces.push(piece)
      stop.abort()
    }
    expect(pieces.length).toBeLessThan(10)
    expect(lengthOf(await speak('next please'))).toBeGreaterThan(0)
  })

  it('refuses what finds no room, with a code', async () => {
    const stop = new AbortController()
    const many = Array.from({ length: 80 }, (_, index) => speak(`text ${index} of many`, 'en', stop.signal))
    const refused = Promise.allSettled(many).then((all) =>
      all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
    )
    stop.abort()
    const reasons = await refused
    expect(reasons.length).toBeGreaterThan(0)
    expect(new Set(reasons.map(({ code }) => code))).toEqual(new Set(['RAWI_VOICE_FAILED']))
  })

  it('says nothing of a text without letters', async () => {
    expect(await speak('… !')).toEqual([])
  })

  it('runs in a process of its own, which ends with it', async () => {
    const other = openBuiltinVoice()
    const pid = other?.pid
    if (pid === undefined) throw new Error('it does not run')
    expect(pid).not.toBe(process.pid)
    await other?.close()
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 })
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
