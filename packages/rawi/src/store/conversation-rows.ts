import { FIELD_MAX_BYTES } from '../conversation/bounds.ts'
import type { ConversationStart } from '../conversation/entry.ts'
import type { JsonObject } from '../conversation/message.ts'
import type { ConversationEnd } from '../conversation/outcome.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { cleanField, cleanJson, cleanText } from './clean.ts'
import { foldName } from './fold-arabic.ts'

/** What a claim has to know of a start; the columns of `rawi.claim`. */
export function claimRow(start: ConversationStart, ord: number, lastActivityAt?: number): JsonObject {
  return {
    ord,
    id: start.id,
    tenant_id: start.tenantId,
    conversation_id: cleanText(start.label),
    room_sid: cleanField(start.roomSid),
    started_ms: start.startedAt,
    active_ms: lastActivityAt ?? null,
    recorder_id: cleanField(start.recorderId),
    room_name: cleanField(start.roomName),
    participant_identity: cleanField(start.participantIdentity),
    channel: start.channel,
    language: cleanField(start.language),
    avatar_provider: cleanField(start.avatarProvider),
    agent_name: cleanField(start.agentName),
  }
}

/** What a save writes of a conversation; the columns of `SAVE`. Absent fields are null there. */
export function saveRow(batch: ConversationBatch, ord: number): JsonObject {
  const { start, end } = batch
  return {
    ord,
    id: start.id,
    tenant_id: start.tenantId,
    writer: String(start.writer),
    turns: batch.turns,
    touched: end !== undefined || batch.messages.length > 0,
    recorder_id: cleanField(start.recorderId),
    room_name: cleanField(start.roomName),
    participant_identity: cleanField(start.participantIdentity),
    language: cleanField(start.language),
    avatar_provider: cleanField(start.avatarProvider),
    agent_name: cleanField(start.agentName),
    user_name: cleanField(start.userName),
    name_norm: normalName(start.userName),
    user_phone: cleanField(start.userPhone),
    user_email: cleanField(start.userEmail),
    tags: cleanTags(start.tags),
    metadata: start.metadata ? cleanJson(start.metadata) : null,
    active_ms: Number.isFinite(batch.lastActivityAt) ? batch.lastActivityAt : null,
    ...(end && endColumns(end)),
  }
}

function endColumns(end: ConversationEnd): JsonObject {
  const metadata = { ...end.metadata, ...(end.errorCode !== undefined && { error_code: end.errorCode }) }
  return {
    rank: end.rank,
    status: end.status,
    end_reason: end.endReason,
    ended_ms: end.endedAt,
    duration_seconds: Math.max(0, end.durationSeconds),
    end_language: cleanField(end.language),
    end_name: cleanField(end.userName),
    end_name_norm: normalName(end.userName),
    end_phone: cleanField(end.userPhone),
    end_email: cleanField(end.userEmail),
    name_source: end.nameRank ?? null,
    email_source: end.emailRank ?? null,
    summary: cleanField(end.summary),
    rating: end.rating ?? null,
    end_tags: cleanTags(end.tags),
    end_metadata: cleanJson(metadata),
    metrics: end.metrics ? cleanJson(end.metrics) : null,
  }
}

function normalName(name: string | undefined): string | null {
  return name === undefined ? null : foldName(cleanText(name)).slice(0, FIELD_MAX_BYTES)
}

function cleanTags(tags: readonly string[] | undefined): string[] | null {
  return tags && tags.length > 0 ? tags.map(cleanText) : null
}
