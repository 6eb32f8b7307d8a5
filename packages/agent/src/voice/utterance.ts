import type { AudioFrame } from '@livekit/rtc-node'
import { AGENT_RATE } from '../call/bounds.ts'
import { marksOf } from '../speech/marks.ts'

/** Characters a mark's word may lie ahead of the one before: further off it is another word that reads alike. */
const LOOK_AHEAD = 120
/** Samples a letter takes at the pace of an unhurried voice, where the voice does not tell. */
const LETTER_SAMPLES = AGENT_RATE * 0.065

/** A word of an utterance: its characters and the sample at which it begins. */
export interface WordPlace {
  readonly start: number
  readonly end: number
  readonly position: number
}

export interface PhonemePlace {
  readonly ms: number
  readonly phoneme: string
}

/** What the agent says in one go: its words, its sound, and how much of it has been heard. */
export class Utterance {
  readonly id: number
  text = ''
  /** All of its words are here. */
  textDone = false
  /** All of its sound is here. */
  soundDone = false
  /** It was played to its end, or broken off. */
  over = false
  /** Samples that came of it. */
  samples = 0
  readonly words: WordPlace[] = []
  readonly phonemes: PhonemePlace[] = []
  #chunks: { readonly at: number; readonly samples: Int16Array }[] = []
  #read = 0
  readonly #unplaced: { readonly text: string; readonly position: number }[] = []

  constructor(id: number) {
    this.id = id
  }

  get hasSound(): boolean {
    return this.samples > 0
  }

  /** Words that can be placed now that more text is here. */
  addText(delta: string): WordPlace[] {
    this.text += delta
    return this.#place()
  }

  addFrame(frame: AudioFrame): { words: WordPlace[]; phonemes: PhonemePlace[] } {
    const at = this.samples
    this.#chunks.push({ at, samples: frame.data })
    this.samples += frame.samplesPerChannel
    const marks = marksOf(frame.userdata)
    if (!marks) return { words: [], phonemes: [] }
    this.#unplaced.push(...marks.words.map(({ text, position }) => ({ text, position: at + position })))
    const phonemes = marks.phonemes.map(({ ms, phoneme }) => ({
      ms: Math.round(ms + (at * 1_000) / AGENT_RATE),
      phoneme,
    }))
    this.phonemes.push(...phonemes)
    return { words: this.#place(), phonemes }
  }

  /** At most `count` samples from a position on; nothing where they have not come or are forgotten. */
  slice(position: number, count: number): Int16Array {
    const end = Math.min(position + count, this.samples)
    const cut = new Int16Array(Math.max(0, end - position))
    for (const { at, samples } of this.#chunks) {
      const from = Math.max(position, at)
      const to = Math.min(end, at + samples.length)
      if (from < to) cut.set(samples.subarray(from - at, to - at), from - position)
    }
    return cut
  }

  /** Sound before a position is not asked for again. */
  forget(position: number): void {
    while (this.#chunks[0] && this.#chunks[0].at + this.#chunks[0].samples.length <= position) this.#chunks.shift()
  }

  /** The words of which at least half was heard when playing stopped at this sample. */
  heardUntil(position: number): string {
    if (this.soundDone && position >= this.samples) return this.text
    if (this.words.length > 0) {
      const heard = this.words.findLast(({ position: begins }, index) => {
        const ends = this.words[index + 1]?.position ?? this.samples
        return position >= (begins + ends) / 2
      })
      return heard ? this.text.slice(0, heard.end) : ''
    }
    const all = this.soundDone ? this.samples : Math.max(this.samples, this.text.length * LETTER_SAMPLES)
    if (position <= 0 || all === 0) return ''
    const letters = Math.floor((this.text.length * position) / all)
    return /\s/u.test(this.text[letters] ?? ' ') ? this.text.slice(0, letters) : wholeWords(this.text.slice(0, letters))
  }

  #place(): WordPlace[] {
    const placed: WordPlace[] = []
    while (this.#unplaced[0]) {
      const { text, position } = this.#unplaced[0]
      const start = this.text.indexOf(text, this.#read)
      const near = start >= 0 && start - this.#read <= LOOK_AHEAD
      // It may still be on its way; what was said differently from what is shown is passed over.
      if (!near && !this.textDone && this.text.length - this.#read < LOOK_AHEAD) break
      this.#unplaced.shift()
      if (!near) continue
      this.#read = start + text.length
      placed.push({ start, end: this.#read, position })
    }
    this.words.push(...placed)
    return placed
  }
}

function wholeWords(text: string): string {
  return text.replace(/\s*\S*$/u, '')
}
