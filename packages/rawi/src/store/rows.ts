import type { ConversationItem, ConversationRecord, MessageRecord, User } from '../conversation/store-port.ts'

/** Columns of `conversations` that a list shows, as `rowCount`-free SQL for the alias `c`. */
export const ITEM_COLUMNS = `c.id, c.conversation_id, c.user_name, c.user_phone, c.user_email, c.started_at, c.ended_at,
  c.duration_seconds, c.message_count, c.status, c.end_reason, c.channel, c.language, c.room_name, c.summary`

export const RECORD_COLUMNS = `${ITEM_COLUMNS}, c.tenant_id, c.recorder_id, c.room_sid, c.participant_identity, c.user_id,
  c.avatar_provider, c.agent_name, c.metrics, c.metadata, c.tags, c.rating, c.disposition`

export const MESSAGE_COLUMNS = `m.writer, m.seq, m.revision, m.role, m.content, m.heard, m.interrupted, m.language,
  m.timestamp, m.metadata`

export const EVIDENCE_COLUMNS =
  'e.writer, e.ordinal, e.field, e.value, e.raw, e.confidence, e.status, e.source, e.evidence'

export const EVENT_COLUMNS = 'v.id, v.kind, v.detail, v.occurred_at'

export const RECORDING_COLUMNS =
  'r.file, r.container, r.codec, r.channels, r.sample_rate, r.started_at, r.duration_ms, r.bytes, r.sha256'

/** As the statements with these columns answer. */
export type ItemRow = ConversationItem

export function itemOf(row: ItemRow): ConversationItem {
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    user_name: row.user_name,
    user_phone: row.user_phone,
    user_email: row.user_email,
    started_at: row.started_at,
    ended_at: row.ended_at,
    duration_seconds: row.duration_seconds,
    message_count: row.message_count,
    status: row.status,
    end_reason: row.end_reason,
    channel: row.channel,
    language: row.language,
    room_name: row.room_name,
    summary: row.summary,
  }
}

export type RecordRow = Omit<ConversationRecord, 'messages' | 'contact' | 'contactEvidence' | 'events' | 'recordings'>

export function recordOf(
  row: RecordRow,
  messages: readonly MessageRow[],
  rest: Pick<ConversationRecord, 'contactEvidence' | 'events' | 'recordings'>,
): ConversationRecord {
  return {
    ...itemOf(row),
    tenant_id: row.tenant_id,
    recorder_id: row.recorder_id,
    room_sid: row.room_sid,
    participant_identity: row.participant_identity,
    user_id: row.user_id,
    avatar_provider: row.avatar_provider,
    agent_name: row.agent_name,
    metrics: row.metrics,
    metadata: row.metadata,
    tags: row.tags,
    rating: row.rating,
    disposition: row.disposition,
    messages: messages.map(messageOf),
    contact: { name: row.user_name, phone: row.user_phone, email: row.user_email },
    ...rest,
  }
}

export type MessageRow = MessageRecord

export function messageOf(row: MessageRow): MessageRecord {
  return {
    writer: row.writer,
    seq: row.seq,
    revision: row.revision,
    role: row.role,
    content: row.content,
    heard: row.heard,
    interrupted: row.interrupted,
    language: row.language,
    timestamp: row.timestamp,
    metadata: row.metadata,
  }
}

export type UserRow = User

export function userOf(row: UserRow): User {
  return {
    id: row.id,
    phone: row.phone,
    name: row.name,
    email: row.email,
    language: row.language,
    first_seen_at: row.first_seen_at,
    last_seen_at: row.last_seen_at,
    conversation_count: row.conversation_count,
  }
}
