import { AudioFrame } from '@livekit/rtc-node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SPEECH_MARKS } from '../../src/speech/marks.ts'
import { speechOnset } from '../../src/voice/speech-onset.ts'
import { twoTracks } from '../../src/voice/tape/two-tracks.ts'
import { Utterance } from '../../src/voice/utterance.ts'

const TEXT = 'We are open until eight.'

function frame(length: number, words: { text: string; position: number }[] = []): AudioFrame {
  return new AudioFrame(new Int16Array(length).fill(7), 24_000, 1, length, { [SPEECH_MARKS]: { words, phonemes: [] } })
}

/** Its words begin 100 samples apart; its sound is 500 samples long. */
function spoken(): Utterance {
  const utterance = new Utterance(1)
  utterance.addText(TEXT)
  const words = TEXT.split(' ').map((text, index) => ({ text, position: index * 100 }))
  utterance.addFrame(frame(500, words))
  utterance.soundDone = true
  return utterance
}

describe('what was heard of an utterance', () => {
  it.each([
    [0, ''],
    [40, ''],
    [60, 'We'],
    [149, 'We'],
    [150, 'We are'],
    [499, TEXT],
    [500, TEXT],
  ])('until sample %i is "%s"', (position, heard) => {
    expect(spoken().heardUntil(position)).toBe(heard)
  })

  it('of a voice that does not tell its words is cut between words, and grows with the sound', () => {
    const utterance = new Utterance(1)
    utterance.addText(TEXT)
    utterance.addFrame(frame(24_000))
    utterance.soundDone = true
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24_000 }), fc.integer({ min: 0, max: 24_000 }), (a, b) => {
        const [less = '', more = ''] = [Math.min(a, b), Math.max(a, b)].map((position) =>
          utterance.heardUntil(position),
        )
        expect(more.startsWith(less)).toBe(true)
        expect(TEXT.startsWith(more)).toBe(true)
        expect(less === '' || TEXT[less.length] === undefined || TEXT[less.length] === ' ').toBe(true)
      }),
    )
  })
})

describe('words and sound', () => {
  it('find each other whichever comes first', () => {
    const late = new Utterance(1)
    const marks = TEXT.split(' ').map((text, index) => ({ text, position: index * 100 }))
    expect(late.addFrame(frame(500, marks)).words).toEqual([])
    const placed = [...late.addText('We are op'), ...late.addText('en until eight.')]
    expect(placed.map(({ start, end }) => TEXT.slice(start, end))).toEqual(TEXT.split(' '))
  })

  it('pass over a word that is said differently from how it is shown', () => {
    const utterance = new Utterance(1)
    utterance.addText(TEXT)
    utterance.textDone = true
    const { words } = utterance.addFrame(
      frame(300, [
        { text: 'We', position: 0 },
        { text: 'shall', position: 100 },
        { text: 'open', position: 200 },
      ]),
    )
    expect(words.map(({ start, end }) => TEXT.slice(start, end))).toEqual(['We', 'open'])
  })

  it('are sliced across frames, and forgotten once played', () => {
    const utterance = new Utterance(1)
    for (let index = 0; index < 3; index++) utterance.addFrame(frame(100))
    expect(utterance.slice(50, 200)).toEqual(new Int16Array(200).fill(7))
    utterance.forget(150)
    expect(utterance.slice(150, 500)).toEqual(new Int16Array(150).fill(7))
  })
})

describe('the beginning of speech', () => {
  const noise = (level: number) => Int16Array.from({ length: 320 }, (_, at) => (at % 2 === 0 ? level : -level))

  it('is noticed with its second loud frame', () => {
    const begins = speechOnset()
    for (let index = 0; index < 50; index++) expect(begins(noise(60))).toBe(false)
    expect([begins(noise(2_000)), begins(noise(2_000)), begins(noise(2_000))]).toEqual([false, true, false])
  })

  it('is not a click, nor a room that hums', () => {
    const begins = speechOnset()
    expect([begins(noise(5_000)), begins(noise(50)), begins(noise(50))]).toEqual([false, false, false])
    const humming = speechOnset()
    const heard = Array.from({ length: 500 }, () => humming(noise(300)))
    expect(heard.some(Boolean)).toBe(false)
  })
})

describe('two tracks', () => {
  it('lay each side where it was heard, and lose nothing', () => {
    let now = 0
    const tape = twoTracks(1_000, () => now)
    now = 1_000
    tape.left(new Int16Array(500).fill(1))
    now = 2_000
    tape.right(new Int16Array(500).fill(2))
    const both = tape.take(true)
    const side = (offset: number) => [...both].filter((_, at) => at % 2 === offset)
    expect(both.length).toBe(4_000)
    expect(side(0).indexOf(1)).toBe(500)
    expect(side(0).lastIndexOf(1)).toBe(999)
    expect(side(1).indexOf(2)).toBe(1_500)
    expect(side(1).lastIndexOf(2)).toBe(1_999)
  })

  it('keep frames that come unevenly in one piece', () => {
    let now = 0
    const tape = twoTracks(1_000, () => now)
    for (let index = 1; index <= 50; index++) {
      now = index * 20 + (index % 3) * 30
      tape.left(new Int16Array(20).fill(index))
    }
    now = 10_000
    const left = [...tape.take(true)].filter((_, at) => at % 2 === 0)
    expect(left.slice(0, 1_000).every((sample) => sample > 0)).toBe(true)
  })

  it('hand out what is complete, piece by piece, the same as at once', () => {
    let now = 0
    const tape = twoTracks(1_000, () => now)
    const pieces: number[] = []
    for (let index = 1; index <= 400; index++) {
      now = index * 20
      tape.left(new Int16Array(20).fill(index))
      if (index % 25 === 0) pieces.push(...tape.take())
    }
    pieces.push(...tape.take(true))
    const left = pieces.filter((_, at) => at % 2 === 0)
    expect(left).toEqual(Array.from({ length: 8_000 }, (_, at) => Math.floor(at / 20) + 1))
  })
})
