import type { Message, MessageRecord } from 'rawi'
import { messageRecord } from 'rawi/maintenance'

/** A message as listeners are told of it; a later one with the same writer and seq and a higher revision takes its place. */
export type LiveMessage = MessageRecord

/** Of a message that is still being spoken `interrupted` stands until it is final. */
export function liveMessage(message: Message | MessageRecord): LiveMessage {
  return isRecord(message) ? message : messageRecord(message)
}

function isRecord(message: Message | MessageRecord): message is MessageRecord {
  return message.timestamp instanceof Date
}
