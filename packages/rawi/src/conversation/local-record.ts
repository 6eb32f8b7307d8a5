import type { ContactPatch } from './contact-listener.ts'
import type { Announcer } from './events.ts'
import { eventRecord, recordingRecord } from './fact.ts'
import { allMessagesOf, allTurnsOf, type KeptConversation } from './kept.ts'
import { latestRevisions, type Message } from './message.ts'
import type { ContactEvidence, ConversationRecord, MessageRecord } from './store-port.ts'

/** A conversation as this process holds it, all of its local writers together, in the shape the database gives. */
export function localRecord(held: readonly [KeptConversation, ...KeptConversation[]]): ConversationRecord {
  const [first] = held
  const { start, claim } = first
  const end = held.find((kept) => kept.end)?.end
  const running = held.some((kept) => !kept.end)
  const messages = held.flatMap(allMessagesOf)
  const facts = held.flatMap((kept) => kept.facts)
  const user = {
    name: end?.userName ?? start.userName ?? null,
    phone: end?.userPhone ?? start.userPhone ?? null,
    email: end?.userEmail ?? start.userEmail ?? null,
  }
  const found = held.map((kept) => (kept.found ?? kept.hearing?.hearing)?.contact)
  const known = (field: keyof typeof user) => user[field] ?? found.find((one) => one?.[field])?.[field] ?? null
  return {
    id: claim?.id ?? start.id,
    conversation_id: claim?.conversationId ?? start.label,
    tenant_id: start.tenantId,
    recorder_id: start.recorderId,
    room_name: start.roomName ?? null,
    room_sid: start.roomSid ?? null,
    participant_identity: start.participantIdentity ?? null,
    user_id: null,
    user_name: user.name,
    user_phone: user.phone,
    user_email: user.email,
    started_at: new Date(start.startedAt),
    ended_at: end && !running ? new Date(end.endedAt) : null,
    duration_seconds: end && !running ? end.durationSeconds : null,
    message_count: held.reduce((turns, kept) => turns + allTurnsOf(kept), 0),
    status: end && !running ? end.status : 'active',
    end_reason: end && !running ? end.endReason : null,
    channel: start.channel,
    language: end?.language ?? start.language ?? null,
    avatar_provider: start.avatarProvider ?? null,
    agent_name: start.agentName ?? null,
    summary: end?.summary ?? null,
    metrics: end?.metrics ?? {},
    metadata: { ...start.metadata, ...end?.metadata },
    tags: [...new Set([...(start.tags ?? []), ...(end?.tags ?? [])])],
    rating: end?.rating ?? null,
    disposition: null,
    messages: latestRevisions(messages).map(messageRecord),
    contact: { name: known('name'), phone: known('phone'), email: known('email') },
    contactEvidence: held.flatMap(evidenceOf),
    events: facts.flatMap((fact) => (fact.kind === 'event' ? [eventRecord(fact)] : [])),
    recordings: facts.flatMap((fact) => (fact.kind === 'recording' ? [recordingRecord(fact)] : [])),
  }
}

function evidenceOf({ start: { writer }, found, hearing }: KeptConversation): ContactEvidence[] {
  const patches: readonly ContactPatch[] = found?.patches ?? hearing?.patches ?? []
  return patches.map((patch, ordinal) => ({ ...patch, writer, ordinal }))
}

/** A message in the shape the database gives. */
export function messageRecord(message: Message): MessageRecord {
  return {
    writer: message.writer,
    seq: message.seq,
    revision: message.revision,
    role: message.role,
    content: message.content,
    heard: message.heard ?? null,
    interrupted: Boolean(message.interrupted || message.provisional),
    language: message.language ?? null,
    timestamp: new Date(message.timestamp),
    metadata: message.metadata ?? {},
  }
}

/** Tells how a call ended here, where anybody listens. */
export function tellEnded(announcer: Announcer, kept: KeptConversation): void {
  if (!announcer.heard('ended') || kept.erased) return
  const record = localRecord([kept])
  announcer.tell('ended', { id: kept.start.id, conversationId: record.conversation_id, record })
}
