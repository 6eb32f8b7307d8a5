import type { MessageItem } from './conversation-schema.ts'
import { onOneLine } from './transcript-text.ts'
import { saidOf } from './transcript-words.ts'

const LEAST_MS = 400
const PER_CHARACTER_MS = 70
const MOST_MS = 60_000

/** When a word of a turn is heard. */
export interface TimedWord {
  readonly text: string
  /** Milliseconds from the first sample of the recording, never before it. */
  readonly from: number
}

/** A turn of a call with the times of its words. */
export interface TimedTurn {
  readonly role: 'user' | 'assistant'
  readonly language: string | null
  readonly from: number
  readonly to: number
  readonly words: readonly TimedWord[]
}

/**
 * When each word of a call is heard in its recording. A turn lasts from where its speaker began to where they stopped, as its
 * message tells, else as long as its letters take to say; within it words are placed by their letters.
 * @param began When the first sample was heard, ms since the epoch.
 */
export function turnTimes(messages: readonly MessageItem[], began: number): TimedTurn[] {
  const turns: TimedTurn[] = []
  const spoken = messages.filter(({ role }) => role === 'user' || role === 'assistant')
  for (const [at, message] of spoken.entries()) {
    const words = onOneLine(saidOf(message)).split(' ').filter(Boolean)
    if (words.length === 0) continue
    const letters = words.map(lettersOf)
    const whole = letters.reduce((sum, count) => sum + count, 0)
    const { from, to } = spanOf(message, whole, spoken[at + 1], began)
    let before = 0
    const timed = words.map((text, index) => {
      const word = { text, from: Math.round(from + ((to - from) * before) / whole) }
      before += letters[index] ?? 0
      return word
    })
    turns.push({ role: message.role as TimedTurn['role'], language: message.language, from, to, words: timed })
  }
  return turns
}

function spanOf(message: MessageItem, letters: number, next: MessageItem | undefined, began: number) {
  const from = Math.max(0, (momentOf(message, 'started_speaking_at') ?? Date.parse(message.timestamp)) - began)
  const stopped = momentOf(message, 'stopped_speaking_at')
  if (stopped !== undefined && stopped - began > from) return { from, to: stopped - began }
  const length = Math.min(MOST_MS, Math.max(LEAST_MS, letters * PER_CHARACTER_MS))
  const room = next === undefined ? length : Date.parse(next.timestamp) - began - from
  return { from, to: from + (room >= LEAST_MS ? Math.min(length, room) : length) }
}

function momentOf({ metadata }: MessageItem, name: string): number | undefined {
  const moment = Date.parse(String(metadata[name] ?? ''))
  return Number.isNaN(moment) ? undefined : moment
}

/** What is said of a word: its vowel signs add nothing to its length here, and every word takes a little. */
function lettersOf(word: string): number {
  return word.normalize('NFC').replaceAll(/\p{M}/gu, '').length + 1
}
