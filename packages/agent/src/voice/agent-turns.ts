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
  /** What was heard of the latest broken-off turn of these words; undefined where none was. */
  heardOf(text: string): string | undefined
}

export function agentTurns(listener: AgentTurnsListener, soundExpected: () => boolean): AgentTurns {
  let next = 1
  let current: Utterance | undefined
  let toldAt = 0
  /** Words of a turn that was broken off still trickle in, until their end is told. */
  let dropText = false
  const brokenOff: { text: string; heard: string }[] = []

  function open(): Utterance {
    current = new Utterance(next++)
    return current
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
      if (current?.textDone) conclude(current)
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
        brokenOff.push({ text: utterance.text, heard })
        if (brokenOff.length > REMEMBERED) brokenOff.shift()
      }
      conclude(utterance, interrupted ? heard : undefined)
      return heard
    },
    settle() {
      dropText = false
      if (current && !current.hasSound) conclude(current)
    },
    voiceFailed() {
      if (current?.textDone && !current.hasSound) conclude(current)
    },
    heardOf(text) {
      const words = text.trim()
      return brokenOff.findLast((known) => known.text.trim() === words)?.heard
    },
  }
}
