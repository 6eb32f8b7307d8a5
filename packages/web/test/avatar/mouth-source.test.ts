import { describe, expect, it } from 'vitest'
import { levelsOfPcm, mouthOfLevels } from '../../src/avatar/speech/audio-mouth.ts'
import { createMouthSource } from '../../src/avatar/speech/mouth-source.ts'
import { restingMouth } from '../../src/avatar/speech/viseme.ts'

const RATE = 24_000
const FRAME = 1000 / 60

function tone(hertz: number, volume: number): Float32Array {
  return Float32Array.from({ length: 960 }, (_, i) => volume * Math.sin((2 * Math.PI * hertz * i) / RATE))
}

function heard(samples: Float32Array) {
  const mouth = restingMouth()
  mouthOfLevels(levelsOfPcm(samples, RATE), mouth)
  return mouth
}

function frames(
  source: ReturnType<typeof createMouthSource>,
  count: number,
  each: (i: number) => void = () => undefined,
) {
  for (let i = 0; i < count; i++) {
    each(i)
    source.advance(FRAME)
  }
}

const OPEN = [{ viseme: 'aa', start: 0, end: 5000 }] as const

describe('the mouth', () => {
  it('does not move before audio is played, however much time goes by', () => {
    const source = createMouthSource()
    source.speak(OPEN)
    frames(source, 120)
    expect(source.mouth.jaw).toBe(0)
  })

  it('follows the position that is reported', () => {
    const source = createMouthSource()
    source.speak(OPEN)
    frames(source, 30, (i) => source.playedTo(i * FRAME))
    expect(source.mouth.jaw).toBeGreaterThan(0.7)
  })

  it('comes to rest when the audio stops in the middle of a sound', () => {
    const source = createMouthSource()
    source.speak(OPEN)
    frames(source, 30, (i) => source.playedTo(i * FRAME))
    frames(source, 30, () => source.playedTo(30 * FRAME))
    expect(source.mouth.jaw).toBeLessThan(0.05)
  })

  it('closes within a tenth of a second of an interruption', () => {
    const source = createMouthSource()
    source.speak(OPEN)
    frames(source, 30, (i) => source.playedTo(i * FRAME))
    source.interrupt()
    frames(source, 6)
    expect(source.mouth.jaw).toBeLessThan(0.05)
  })

  it('refuses a position that is no number', () => {
    expect(() => createMouthSource().playedTo(Number.NaN)).toThrow(RangeError)
  })

  it('opens wider for louder audio and stays shut in silence', () => {
    const jaws = [0, 0.02, 0.1, 0.4].map((volume) => heard(tone(500, volume)).jaw)
    expect(jaws[0]).toBe(0)
    expect(jaws).toEqual(jaws.toSorted((a, b) => a - b))
    expect(jaws[3]).toBeGreaterThan(0.4)
  })

  it('tells a hiss from a vowel: more teeth, less jaw', () => {
    const [vowel, hiss] = [heard(tone(600, 0.3)), heard(tone(6000, 0.3))]
    expect(hiss.teeth).toBeGreaterThan(vowel.teeth)
    expect(hiss.jaw).toBeLessThan(vowel.jaw)
  })
})
