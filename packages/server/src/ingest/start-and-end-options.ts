import type { ConversationRecord, EndOptions, EndResult, StartOptions } from 'rawi'
import type { EndBody, EndedBody, StartBody } from './ingest-schema.ts'

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }

export function startOptions(body: StartBody): StartOptions {
  return given({
    conversationId: body.conversation_id,
    roomName: body.room_name,
    roomSid: body.room_sid,
    participantIdentity: body.participant_identity,
    startedAt: dateOf(body.started_at),
    channel: body.channel,
    language: body.language,
    avatarProvider: body.avatar_provider,
    agentName: body.agent_name,
    userName: body.user_name,
    userPhone: body.user_phone,
    userEmail: body.user_email,
    callerId: body.caller_id,
    tags: body.tags,
    metadata: body.metadata,
  })
}

export function endOptions(body: EndBody): EndOptions {
  return given({
    endReason: body.end_reason,
    errorCode: body.error_code,
    endedAt: dateOf(body.ended_at),
    userName: body.user_name,
    userPhone: body.user_phone,
    userEmail: body.user_email,
    callerId: body.caller_id,
    summary: body.summary,
    language: body.language,
    rating: body.rating,
    tags: body.tags,
    metrics: body.metrics,
    metadata: body.metadata,
  })
}

export function endedBody(result: EndResult): EndedBody {
  return {
    id: result.id,
    conversation_id: result.conversationId,
    status: result.status,
    end_reason: result.endReason,
    message_count: result.messageCount,
    messages_saved: result.messagesSaved,
    duration_seconds: result.durationSeconds,
    saved: result.saved,
    problems: [...result.problems],
  }
}

/** How a conversation ended that somebody asks to end once more. */
export function endedRecord(record: ConversationRecord): EndedBody {
  return {
    id: record.id,
    conversation_id: record.conversation_id,
    status: record.status === 'active' ? 'completed' : record.status,
    end_reason: record.end_reason ?? 'user_hangup',
    message_count: record.message_count,
    messages_saved: record.messages.length,
    duration_seconds: record.duration_seconds ?? 0,
    saved: true,
    problems: [],
  }
}

function dateOf(moment: string | undefined): Date | undefined {
  return moment === undefined ? undefined : new Date(moment)
}

function given<T extends object>(fields: T): Partial<Given<T>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Given<T>>
}
