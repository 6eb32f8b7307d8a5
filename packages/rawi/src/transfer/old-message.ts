import { keptContent } from '../conversation/input.ts'
import type { JsonObject, Role } from '../conversation/message.ts'
import { keptMetadata } from '../conversation/metadata.ts'
import { type Fields, isFields, OldFields } from './old-fields.ts'
import { readMoment, type ZoneReader } from './zoned-time.ts'

/** A message of the old system, before it has a place in a conversation. */
export interface OldMessage {
  readonly role: Role
  readonly content: string
  /** Milliseconds since the epoch; absent where the record holds no time that can be read. */
  readonly timestamp?: number
  readonly language?: string
  readonly metadata?: JsonObject
}

const ROLE_NAMES: Readonly<Record<string, Role>> = {
  ...{ user: 'user', human: 'user', caller: 'user', customer: 'user', client: 'user', participant: 'user' },
  ...{
    assistant: 'assistant',
    agent: 'assistant',
    bot: 'assistant',
    ai: 'assistant',
    model: 'assistant',
    avatar: 'assistant',
  },
  ...{ system: 'system', developer: 'system', tool: 'tool', function: 'tool' },
}

export const MESSAGE_TIMES = ['timestamp', 'created_at', 'time', 'sent_at', 'inserted_at', 'date', 'ts'] as const

/** A message by the names its fields may have; undefined where it says nothing. A role nobody knows is kept beside it. */
export function readOldMessage(value: unknown, zone: ZoneReader): OldMessage | undefined {
  if (!isFields(value)) return undefined
  const fields = new OldFields(value)
  const content = fields.find(wordsOf, 'content', 'text', 'message', 'text_content', 'transcript', 'body')
  if (content === undefined || content.trim() === '') return undefined
  const asGiven = fields.text('role', 'speaker', 'sender', 'from', 'type')
  const role = ROLE_NAMES[asGiven?.toLowerCase() ?? '']
  const timestamp = fields.find((time) => readMoment(time, zone), ...MESSAGE_TIMES)
  const given = fields.object('metadata', 'meta', 'extra')
  const language = fields.text('language', 'lang') ?? stringOf(given?.language)
  const rest = fields.rest()
  const metadata = {
    ...given,
    ...(role === undefined && { role_as_given: asGiven ?? null }),
    ...(Object.keys(rest).length > 0 && { old_fields: rest }),
  }
  return {
    role: role ?? 'system',
    content: keptContent(content),
    ...(timestamp !== undefined && { timestamp }),
    ...(language !== undefined && { language }),
    ...(Object.keys(metadata).length > 0 && { metadata: keptMetadata(metadata) as JsonObject }),
  }
}

/** The words of a message: a text, or the parts that LiveKit keeps of one. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const parts = value.map((part: unknown) => (isFields(part) ? textOf(part) : part))
  return parts.filter((part) => typeof part === 'string').join('\n')
}

function textOf(part: Fields): unknown {
  return part.text ?? part.transcript ?? part.content
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
