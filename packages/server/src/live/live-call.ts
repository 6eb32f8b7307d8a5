import type { Contact } from 'rawi'
import type { CallLog } from './call-log.ts'
import { itemOf, type LiveItem } from './live-event.ts'
import type { LiveMessage } from './live-message.ts'

/** One running call as the hub knows it. */
export interface LiveCall {
  readonly item: LiveItem
  /** Writers of this process that have not ended; none where it runs elsewhere. */
  readonly writers: Set<string>
  /** The highest revision heard of each message, by writer and seq. */
  readonly heard: Map<number, number[]>
  /** Of its row, as it was read last. */
  version: string | undefined
  /** Where somebody listens to this call, or did. */
  log: CallLog | undefined
}

export function newCall(record: Parameters<typeof itemOf>[0]): LiveCall {
  return { item: itemOf(record), writers: new Set(), heard: new Map(), version: undefined, log: undefined }
}

/** Takes note of a message; false where it was heard before. */
export function hear(
  call: LiveCall,
  { writer, seq, revision, role }: Pick<LiveMessage, 'writer' | 'seq' | 'revision' | 'role'>,
): boolean {
  const revisions = call.heard.get(writer) ?? []
  const known = revisions[seq]
  if (known !== undefined && known >= revision) return false
  revisions[seq] = revision
  call.heard.set(writer, revisions)
  if (known === undefined && (role === 'user' || role === 'assistant')) call.item.message_count++
  return true
}

export function learnContact({ item }: LiveCall, contact: Contact): void {
  item.user_name = contact.name ?? item.user_name
  item.user_phone = contact.phone ?? item.user_phone
  item.user_email = contact.email ?? item.user_email
}
