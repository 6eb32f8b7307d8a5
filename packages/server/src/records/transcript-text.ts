import type { MessageRecord } from 'rawi'
import type { Item } from './item.ts'
import { saidOf, transcriptWords } from './transcript-words.ts'

const RIGHT_TO_LEFT_MARK = '\u200f'
const ISOLATE = { any: '\u2068', number: '\u2066', end: '\u2069' }

/** The facts above a transcript in plain text. */
export function textHead(item: Item): string {
  const words = transcriptWords(item.language)
  const line = lineIn(words.rightToLeft)
  const who = [item.user_name && isolated(item.user_name), item.user_phone && number(item.user_phone)].filter(Boolean)
  return [
    line(`${words.conversation}: ${isolated(item.conversation_id)}`),
    line(`${words.started}: ${number(item.started_at)}`),
    ...(who.length > 0 ? [line(`${words.caller}: ${who.join(' ')}`)] : []),
    '',
    '',
  ].join('\n')
}

/**
 * What was said, a line each: how far into the call, who, and the words in their own direction (Unicode Bidirectional
 * Algorithm, UAX #9, isolates), whichever direction the line has.
 */
export function textLines(item: Item, messages: readonly MessageRecord[]): string {
  const words = transcriptWords(item.language)
  const line = lineIn(words.rightToLeft)
  return messages
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map((message) => {
      const speaker = message.role === 'user' ? words.user : words.assistant
      const time = clock(message.timestamp.getTime() - Date.parse(item.started_at))
      const mark = message.interrupted ? ` (${words.interrupted})` : ''
      return `${line(`${number(`[${time}]`)} ${speaker}: ${isolated(saidOf(message))}${mark}`)}\n`
    })
    .join('')
}

/** Hours, minutes and seconds; what was said before the start was said at it. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function lineIn(rightToLeft: boolean): (text: string) => string {
  return (text) => (rightToLeft ? `${RIGHT_TO_LEFT_MARK}${text}` : text)
}

function isolated(text: string): string {
  return `${ISOLATE.any}${onOneLine(text)}${ISOLATE.end}`
}

function number(text: string): string {
  return `${ISOLATE.number}${onOneLine(text)}${ISOLATE.end}`
}

/** Controls would end the line or turn what stands around it; joiners stay, Persian and emoji need them. */
export function onOneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
}
