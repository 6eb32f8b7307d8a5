import type { MessageRecord } from 'rawi'
import type { Item } from './item.ts'
import { onOneLine } from './transcript-text.ts'
import { saidOf, transcriptWords } from './transcript-words.ts'

const LEAST_MS = 1_000
const PER_CHARACTER_MS = 70
const MOST_MS = 30_000

/**
 * Subtitles beside a recording that begins with the call (https://www.w3.org/TR/webvtt1/). A cue stands as long as its
 * words take to say, or until the next begins; its direction is that of its own first letter.
 */
export function vttCues(item: Item, messages: readonly MessageRecord[], next?: MessageRecord): string {
  const words = transcriptWords(item.language)
  const spoken = messages.filter(isSpoken)
  const from = (message: MessageRecord) => Math.max(0, message.timestamp.getTime() - Date.parse(item.started_at))
  return spoken
    .map((message, at) => {
      const said = onOneLine(saidOf(message))
      const follows = spoken[at + 1] ?? next
      const start = from(message)
      const length = Math.min(MOST_MS, Math.max(LEAST_MS, said.length * PER_CHARACTER_MS))
      const room = follows === undefined ? length : from(follows) - start
      const end = start + (room >= LEAST_MS / 2 ? Math.min(length, room) : LEAST_MS)
      const speaker = message.role === 'user' ? words.user : words.assistant
      return `${stamp(start)} --> ${stamp(end)}\n<v ${speaker}>${escaped(said)}</v>\n\n`
    })
    .join('')
}

export const VTT_HEAD = 'WEBVTT\n\n'

/** A turn of the caller or the agent with words in it. */
export function isSpoken(message: MessageRecord): boolean {
  return (message.role === 'user' || message.role === 'assistant') && onOneLine(saidOf(message)) !== ''
}

function stamp(milliseconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const [hours, minutes, seconds] = [milliseconds / 3_600_000, (milliseconds / 60_000) % 60, (milliseconds / 1000) % 60]
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(milliseconds % 1000).padStart(3, '0')}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
