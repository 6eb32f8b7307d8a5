import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followSpeech } from '../../src/call/engine/speech.ts'
import { shownLength } from '../../src/call/engine/spoken-words.ts'

const RATE = 24_000
const TEXT = 'أهلاً بكم في الأكاديمية'
const WORDS = [
  { start: 0, end: 5, position: 0 },
  { start: 6, end: 9, position: 9_600 },
  { start: 10, end: 12, position: 16_800 },
  { start: 13, end: 23, position: 21_600 },
]

describe('words under the picture', () => {
  const shown = (played: number, total?: number) =>
    TEXT.slice(0, shownLength({ text: TEXT, words: WORDS, played, rate: RATE, total })).trimEnd()

  it('appear when their first sample is played', () => {
    expect(shown(0)).toBe('أهلاً')
    expect(shown(9_599)).toBe('أهلاً')
    expect(shown(9_600)).toBe('أهلاً بكم')
    expect(shown(21_600)).toBe(TEXT)
  })

  it('are all there when the whole is played, wherever the last word was placed', () => {
    const words = WORDS.slice(0, 2)
    expect(shownLength({ text: TEXT, words, played: 30_000, rate: RATE })).toBe(9)
    expect(shownLength({ text: TEXT, words, played: 30_000, rate: RATE, total: 30_000 })).toBe(TEXT.length)
  })

  it('appear whole and one after the other where no voice says their places', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(60_000), (a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)]
        const lengthAt = (played: number) => shownLength({ text: TEXT, words: [], played, rate: RATE, total: 60_000 })
        expect(lengthAt(early)).toBeLessThanOrEqual(lengthAt(late))
        const shown = lengthAt(early)
        expect(shown === 0 || TEXT.slice(shown, shown + 1).trim() === '').toBe(true)
      }),
    )
  })

  it('follow the samples played, and what was heard of them where the agent was interrupted', () => {
    const speech = followSpeech(() => RATE)
    speech.words({ type: 'words', utterance: 65_537, words: WORDS })
    const caption = { type: 'caption', id: 'agent-1', speaker: 'agent', text: TEXT, utterance: 65_537 } as const
    speech.caption({ ...caption, status: 'interim' })
    // A frame holds 16 bits of the number.
    speech.played(1, 10_000)
    expect(speech.subtitle?.text).toBe('أهلاً بكم')
    speech.played(1, 4_000)
    expect(speech.subtitle?.text).toBe('أهلاً بكم')
    speech.caption({ ...caption, status: 'final', heard: 'أهلاً بكم' })
    expect(speech.subtitle?.text).toBe('أهلاً بكم')
  })

  it('wait for their sound where it is still on its way, and for nothing where none comes', () => {
    const caption = { type: 'caption', id: 'agent-5', speaker: 'agent', text: TEXT, status: 'interim' } as const
    const spoken = followSpeech(() => RATE)
    spoken.caption({ ...caption, utterance: 5 })
    expect(spoken.subtitle?.text).toBe('')
    spoken.words({ type: 'words', utterance: 5, words: WORDS })
    spoken.played(5, 16_800)
    expect(spoken.subtitle?.text).toBe('أهلاً بكم في')
    const read = followSpeech(() => RATE)
    read.caption(caption)
    expect(read.subtitle?.text).toBe(TEXT)
  })

  it('say when an utterance was played to its end', () => {
    const speech = followSpeech(() => RATE)
    expect(speech.played(3, 24_000).done).toBe(false)
    speech.end(3, 24_000)
    expect(speech.played(3, 23_999).done).toBe(false)
    expect(speech.played(3, 24_000).done).toBe(true)
  })

  it('of the caller stand there only while they are guessed at', () => {
    const speech = followSpeech(() => RATE)
    const line = { type: 'caption', id: 'heard-0', speaker: 'caller', text: 'مرحبا' } as const
    speech.caption({ ...line, status: 'interim' })
    expect(speech.subtitle).toEqual({ speaker: 'caller', text: 'مرحبا' })
  })
})
