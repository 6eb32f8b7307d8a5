import type { PhonemeEvent, TimedViseme } from './timeline.ts'
import type { Viseme } from './viseme.ts'

/** Sounds by the mouth they make, as IPA. What the throat does alone (ʔ ħ ʕ h) leaves the mouth to its neighbours: `kk` weighs little. */
const SOUNDS: Readonly<Record<Viseme, string>> = {
  sil: '',
  PP: 'p b m ɓ ʙ',
  FF: 'f v ʋ ɱ ɸ β',
  TH: 'θ ð',
  DD: 't d ʈ ɖ ɾ',
  kk: 'k g ɡ q x ɣ χ ʁ ŋ h ɦ ħ ʕ ʔ ç c ɟ ɢ ɴ ʝ',
  CH: 'ʃ ʒ ɕ ʑ ʂ ʐ tʃ dʒ tɕ dʑ',
  SS: 's z ts dz ɬ',
  nn: 'n l ɫ ɲ ɳ ʎ ɭ ʟ',
  RR: 'r ɹ ɻ ɽ ʀ ɚ ɝ ɜ',
  aa: 'a ɑ ɐ ʌ æ ä ɶ',
  E: 'e ɛ ə ɘ ɵ ø œ',
  I: 'i ɪ j ɨ ᵻ y ʏ ɥ',
  O: 'o ɔ ɒ ɤ',
  U: 'u ʊ w ʍ ʉ ɯ',
}

/** eSpeak's own ASCII names, for voices that do not speak IPA. */
const ASCII: Readonly<Record<string, Viseme>> = {
  S: 'CH',
  Z: 'CH',
  tS: 'CH',
  dZ: 'CH',
  T: 'TH',
  D: 'TH',
  N: 'kk',
  '?': 'kk',
  X: 'kk',
  Q: 'kk',
  H: 'kk',
  C: 'kk',
  J: 'kk',
  L: 'nn',
  R: 'RR',
  '3': 'RR',
  '*': 'RR',
  B: 'FF',
  A: 'aa',
  V: 'aa',
  '@': 'E',
  E: 'E',
  Y: 'E',
  I: 'I',
  '0': 'O',
  O: 'O',
  U: 'U',
  W: 'U',
}

const VISEME_OF: ReadonlyMap<string, Viseme> = new Map([
  ...(Object.entries(SOUNDS) as [Viseme, string][]).flatMap(([viseme, sounds]) =>
    sounds
      .split(' ')
      .filter(Boolean)
      .map((sound) => [sound, viseme] as const),
  ),
  ...Object.entries(ASCII),
])

/** Stress, length, ties, dots, numbers of variants and whatever else changes a sound but not its mouth. */
const MARKS = /[ˈˌːˑ'’,%=:;.\-_|!^~#"/[\]]|[\u0300-\u036f]|[ʰʱʲʷˠˤⁿˡ˞ˀ]/gu
const LANGUAGE_SWITCH = /^\([a-z-]+\)$/
const LONGEST = 2

/**
 * The mouth shapes of one eSpeak phoneme, in order: a diphthong has two. Silence, pauses and changes of language are `sil`.
 * @param phoneme As eSpeak names it in a phoneme event: IPA with marks of stress, or its ASCII name.
 */
export function visemesOfPhoneme(phoneme: string): Viseme[] {
  const plain = LANGUAGE_SWITCH.test(phoneme.trim()) ? '' : phoneme.normalize('NFD').replace(MARKS, '').trim()
  const shapes: Viseme[] = []
  for (let at = 0; at < plain.length; ) {
    const length = VISEME_OF.has(plain.slice(at, at + LONGEST)) ? LONGEST : 1
    const shape = VISEME_OF.get(plain.slice(at, at + length))
    if (shape !== undefined && shape !== shapes.at(-1)) shapes.push(shape)
    at += length
  }
  return shapes.length > 0 ? shapes : ['sil']
}

/** Whether a phoneme is known sound by sound; silence is not asked about. */
export function knowsPhoneme(phoneme: string): boolean {
  const plain = phoneme.normalize('NFD').replace(MARKS, '').trim()
  return [...plain].every((sound) => VISEME_OF.has(sound) || /[1245-9]/.test(sound))
}

/**
 * Turns the phoneme events of an utterance into a timeline: each sound lasts until the next one.
 * @param end Length of the audio in milliseconds.
 */
export function timelineOfPhonemes(events: readonly PhonemeEvent[], end: number): TimedViseme[] {
  return events.flatMap((event, i) => {
    const until = Math.max(event.ms, events[i + 1]?.ms ?? end)
    const shapes = visemesOfPhoneme(event.phoneme)
    const each = (until - event.ms) / shapes.length
    if (each <= 0) return []
    return shapes.map((viseme, j) => ({ viseme, start: event.ms + j * each, end: event.ms + (j + 1) * each }))
  })
}
