import type { TimedViseme, Viseme } from '../src/avatar/avatar.ts'
import { MOUTH_OF } from '../src/avatar/speech/viseme.ts'

/** Syllables of "ahlan wa sahlan, kayfa yumkinuni musa'adatukum" as shapes and their milliseconds. */
const WORDS: readonly (readonly [Viseme, number])[] = [
  ['aa', 130],
  ['kk', 60],
  ['nn', 60],
  ['aa', 120],
  ['nn', 90],
  ['U', 70],
  ['aa', 110],
  ['SS', 110],
  ['aa', 120],
  ['nn', 60],
  ['aa', 110],
  ['nn', 90],
  ['sil', 260],
  ['kk', 70],
  ['aa', 90],
  ['I', 80],
  ['FF', 90],
  ['aa', 110],
  ['I', 60],
  ['U', 90],
  ['PP', 90],
  ['kk', 60],
  ['I', 80],
  ['nn', 60],
  ['U', 90],
  ['nn', 70],
  ['I', 120],
  ['PP', 90],
  ['U', 90],
  ['SS', 100],
  ['aa', 170],
  ['kk', 60],
  ['aa', 90],
  ['DD', 70],
  ['aa', 80],
  ['DD', 60],
  ['U', 90],
  ['kk', 60],
  ['U', 100],
  ['PP', 120],
  ['sil', 200],
]

/** First and second resonance of the mouth for each vowel, in hertz. */
const FORMANTS: Partial<Record<Viseme, readonly [number, number]>> = {
  aa: [720, 1250],
  E: [530, 1840],
  I: [300, 2250],
  O: [500, 900],
  U: [320, 800],
}

export interface Utterance {
  readonly timeline: readonly TimedViseme[]
  readonly samples: Float32Array<ArrayBuffer>
  readonly rate: number
}

/** A voice of tones and noise that is as loud as each shape would be: enough to see whether lips follow. */
export function utter(rate: number, words = WORDS): Utterance {
  const timeline: TimedViseme[] = []
  let ms = 0
  for (const [viseme, length] of words) {
    timeline.push({ viseme, start: ms, end: ms + length })
    ms += length
  }
  const samples = new Float32Array(Math.ceil((ms / 1000) * rate))
  let phase = 0
  for (const { viseme, start, end } of timeline) {
    const from = Math.round((start / 1000) * rate)
    const until = Math.min(samples.length, Math.round((end / 1000) * rate))
    for (let i = from; i < until; i++) {
      const t = (i - from) / (until - from)
      phase += (118 + 22 * Math.sin(i / rate) - 8 * t) / rate
      samples[i] = Math.sin(Math.PI * t) ** 0.5 * sound(viseme, phase, i / rate)
    }
  }
  return { timeline, samples, rate }
}

function sound(viseme: Viseme, phase: number, seconds: number): number {
  const formants = FORMANTS[viseme]
  if (formants !== undefined) {
    const pulse = 1 - (phase % 1)
    const ring = (hertz: number) => Math.sin(2 * Math.PI * hertz * seconds) * pulse
    return (
      (0.1 + 0.3 * MOUTH_OF[viseme].jaw) *
      (0.6 * ring(formants[0]) + 0.3 * ring(formants[1]) + 0.3 * Math.sin(2 * Math.PI * phase))
    )
  }
  if (viseme === 'SS' || viseme === 'CH' || viseme === 'FF' || viseme === 'TH') return 0.05 * (Math.random() * 2 - 1)
  if (viseme === 'PP' || viseme === 'sil') return 0
  return 0.05 * Math.sin(2 * Math.PI * phase)
}
