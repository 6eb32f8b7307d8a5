import type { Message } from '../conversation/message.ts'
import { cleanJson, cleanText } from './clean.ts'

/** A message and the place of its conversation in the save. */
export interface PlacedMessage {
  readonly ord: number
  readonly message: Message
}

/** The values `$2` to `$12` of a save: one array literal per column, null where a whole column is at its default. */
export function messageArrays(placed: readonly PlacedMessage[]): (string | null)[] {
  return [
    integers(placed, ({ ord }) => ord),
    integers(placed, ({ message }) => message.writer),
    integers(placed, ({ message }) => message.seq),
    placed.some(({ message }) => message.revision !== 0) ? integers(placed, ({ message }) => message.revision) : null,
    integers(placed, ({ message }) => message.role),
    texts(placed, ({ message }) => message.content),
    texts(placed, ({ message }) => message.heard),
    placed.some(({ message }) => wasInterrupted(message))
      ? integers(placed, ({ message }) => (wasInterrupted(message) ? 't' : 'f'))
      : null,
    texts(placed, ({ message }) => message.language),
    integers(placed, ({ message }) => message.timestamp),
    texts(placed, ({ message }) => metadataText(message)),
  ]
}

/** One that was still being spoken when its call ended was never heard to its end. */
function wasInterrupted(message: Message): boolean {
  return message.interrupted === true || message.provisional === true
}

function metadataText(message: Message): string | undefined {
  if (message.metadata === undefined) return undefined
  for (const _key in message.metadata) return JSON.stringify(cleanJson(message.metadata))
  return undefined
}

/** For values that need no quotes in https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO. */
function integers(placed: readonly PlacedMessage[], of: (placed: PlacedMessage) => number | string): string {
  let literal = '{'
  let comma = ''
  for (const item of placed) {
    literal += comma + of(item)
    comma = ','
  }
  return `${literal}}`
}

const SPECIAL = /["\\]/
const ALL_SPECIAL = /["\\]/g

function texts(placed: readonly PlacedMessage[], of: (placed: PlacedMessage) => string | undefined): string | null {
  let literal = '{'
  let comma = ''
  let any = false
  for (const item of placed) {
    const text = of(item)
    if (text === undefined) {
      literal += `${comma}NULL`
    } else {
      any = true
      const clean = cleanText(text)
      literal += `${comma}"${SPECIAL.test(clean) ? clean.replace(ALL_SPECIAL, '\\$&') : clean}"`
    }
    comma = ','
  }
  return any ? `${literal}}` : null
}
