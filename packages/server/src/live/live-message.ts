import type { Message, MessageRecord } from 'rawi'

/** A message as listeners are told of it; a later one with the same writer and seq and a higher revision takes its place. */
export interface LiveMessage {
  readonly writer: number
  readonly seq: number
  readonly revision: number
  readonly role: string
  readonly content: string
  readonly heard: string | null
  readonly interrupted: boolean
  readonly language: string | null
  readonly timestamp: Date
  readonly metadata: object
}

/** Of a message that is still being spoken `interrupted` stands until it is final. */
export function liveMessage(message: Message | MessageRecord): LiveMessage {
  return {
    writer: message.writer,
    seq: message.seq,
    revision: message.revision,
    role: message.role,
    content: message.content,
    heard: message.heard ?? null,
    interrupted: Boolean(message.interrupted || ('provisional' in message && message.provisional)),
    language: message.language ?? null,
    timestamp: new Date(message.timestamp),
    metadata: message.metadata ?? {},
  }
}
