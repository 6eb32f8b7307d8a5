import type { AudioFrame } from '@livekit/rtc-node'
import { type PhonemePlace, Utterance, type WordPlace } from './utterance.ts'

/** Milliseconds between two captions of words that are still coming. */
const CAPTION_EVERY_MS = 100
/** Utterances remembered for the record to ask what was heard of them. */
const REMEMBERED = 20

export interface AgentTurnsListener {
  /** Words came, or all is said; `heard` where it was broken off. */
  caption(utterance: Utterance, status: 'interim' | 'final', heard?: string): void
  words(utterance: Utterance, words: readonly WordPlace[]): void
  phonemes(utterance: Utterance, phonemes: readonly PhonemePlace[]): void
}

/** Words, and what was heard of them. */
export interface HeardWords {
  readonly text: string
  readonly heard: string
}

/** Joins the words of what the agent says with its sound: LiveKit hands them on separately, one turn after the other. */
export interface AgentTurns {
  text(delta: string): void
  textDone(): void
  frame(frame: AudioFrame): Utterance
  /** Its sound is over: it was played, or broken off at this sample. What was heard of it. */
  over(utterance: Utterance, interruptedAt?: number): string
  /** The turn is over for the session: words without sound are final now. */
  settle(): void
  /** No sound comes any more: words that wait for theirs are final now; those still on their way will be at their end. */
  voiceFailed(): void
  /**
   * What was heard of the latest broken-off turn of these words; undefined where none was. One that is `playing` is being
   * broken off: the record may ask before its sound is stopped.
   */
  heardOf(text: string, playing?: HeardWords): string | undefined
}

/** A speech of the session, as far as it matters here. */
export interface Speech {
  readonly interrupted: boolean
}

export interface AgentTurnsOptions {
  readonly listener: AgentTurnsListener
  /** Whether what is said now is to be heard. */
  readonly soundExpected: () => boolean
  /** The latest speech that began. */
  readonly speech: () => Speech | undefined
}

export function agentTurns({ listener, soundExpected, speech }: AgentTurnsOptions): AgentTurns {
  let next = 1
  let current: Utterance | undefined
  let toldAt = 0
  /** Words of a turn that was broken off still trickle in, until their end is told. */
  let dropText = false
  const brokenOff: HeardWords[] = []
  /** What `current` is words of. */
  let own: Speech | undefined

  function open(): Utterance {
    current = new Utterance(next++)
    own = speech()
    return current
  }

  function breakOff(utterance: Utterance, heard: string): void {
    brokenOff.push({ text: utterance.text, heard })
    if (brokenOff.length > REMEMBERED) brokenOff.shift()
    conclude(utterance, heard)
  }

  /** All that comes of the current one has come: words whose sound was stopped before its beginning are unheard. */
  function concludeSilent(utterance: Utterance): void {
    if (own?.interrupted && !utterance.hasSound && soundExpected()) breakOff(utterance, '')
    else conclude(utterance)
  }

  function tell(utterance: Utterance, status: 'interim' | 'final', heard?: string): void {
    toldAt = performance.now()
    if (utterance.text.trim() !== '') listener.caption(utterance, status, heard)
  }

  function conclude(utterance: Utterance, heard?: string): void {
    utterance.over = true
    if (current === utterance) current = undefined
    tell(utterance, 'final', heard)
  }

  return {
    text(delta) {
      if (dropText) return
      if (current?.textDone) concludeSilent(current)
      const utterance = current ?? open()
      const placed = utterance.addText(delta)
      if (placed.length > 0) listener.words(utterance, placed)
      if (performance.now() - toldAt >= CAPTION_EVERY_MS) tell(utterance, 'interim')
    },
    textDone() {
      dropText = false
      if (!current || current.textDone) return
      current.textDone = true
      const placed = current.addText('')
      if (placed.length > 0) listener.words(current, placed)
      if (soundExpected() || current.hasSound) tell(current, 'interim')
      else conclude(current)
    },
    frame(frame) {
      const utterance = current && !current.soundDone ? current : open()
      const { words, phonemes } = utterance.addFrame(frame)
      if (words.length > 0) listener.words(utterance, words)
      if (phonemes.length > 0) listener.phonemes(utterance, phonemes)
      return utterance
    },
    over(utterance, interruptedAt) {
      const interrupted = interruptedAt !== undefined
      const heard = interrupted ? utterance.heardUntil(interruptedAt) : utterance.text
      if (interrupted) {
        dropText = current === utterance && !utterance.textDone
        breakOff(utterance, heard)
      } else conclude(utterance)
      return heard
    },
    settle() {
      dropText = false
      if (current && !current.hasSound) concludeSilent(current)
    },
    voiceFailed() {
      if (current?.textDone && !current.hasSound) conclude(current)
    },
    heardOf(text, playing) {
      const words = text.trim()
      const all = playing ? [...brokenOff, playing] : brokenOff
      const known = all.map(({ text: said, heard }) => ({ said: said.trim(), heard }))
      // Where words stopped coming here, more of them may have been meant, or fewer kept.
      const part = ({ said }: { said: string }) => said !== '' && (words.startsWith(said) || said.startsWith(words))
      return (known.findLast(({ said }) => said === words) ?? known.findLast(part))?.heard
    },
  }
}
