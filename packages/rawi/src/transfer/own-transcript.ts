import { RawiError } from '../conversation/errors.ts'
import {
  keptContent,
  keptField,
  keptLabel,
  keptRating,
  keptRole,
  keptSummary,
  keptTags,
} from '../conversation/input.ts'
import { isTurn, type Message, type Role } from '../conversation/message.ts'
import { keptMetadata } from '../conversation/metadata.ts'
import {
  CHANNELS,
  type Channel,
  type ConversationEnd,
  END_RANK,
  END_REASONS,
  type EndReason,
  STATUSES,
} from '../conversation/outcome.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { isUuid } from '../store/uuid.ts'
import { writerOf } from './call-identity.ts'
import { type Fields, isFields } from './old-fields.ts'

/**
 * A transcript of Rawi (`rawi.transcript/1`) as the saves that bring its conversation back under its own UUID, one for
 * each writer. @throws RawiError RAWI_TRANSCRIPT_INVALID, RAWI_INPUT_INVALID
 */
export function readOwnTranscript(file: Fields, tenantId: string): ConversationBatch[] {
  const id = typeof file.id === 'string' && isUuid(file.id) ? file.id.toLowerCase() : invalid('id')
  const startedAt = momentOf(file.started_at) ?? invalid('started_at')
  const listed = Array.isArray(file.messages) ? (file.messages as unknown[]) : invalid('messages')
  const messages = listed.map(readMessage)
  const writers = [...new Set(messages.map((message) => message.writer))]
  if (writers.length === 0) writers.push(writerOf(id))
  const end = endOf(file, startedAt, messages)
  return writers.map((writer) => {
    const own = messages.filter((message) => message.writer === writer)
    return {
      start: {
        id,
        label: keptLabel(text(file, 'conversation_id') ?? invalid('conversation_id')),
        tenantId,
        recorderId: 'import:transcript',
        writer,
        startedAt,
        channel: CHANNELS.includes(file.channel as Channel) ? (file.channel as Channel) : 'api',
        ...given({
          roomName: text(file, 'room_name'),
          roomSid: text(file, 'room_sid'),
          participantIdentity: text(file, 'participant_identity'),
          language: text(file, 'language'),
          avatarProvider: text(file, 'avatar_provider'),
          agentName: text(file, 'agent_name'),
        }),
      },
      messages: own,
      turns: own.filter(isTurn).length,
      end,
      lastActivityAt: end.endedAt,
    }
  })
}

function endOf(file: Fields, startedAt: number, messages: readonly Message[]): ConversationEnd {
  const last = Math.max(startedAt, ...messages.map((message) => message.timestamp))
  const endedAt = Math.max(startedAt, momentOf(file.ended_at) ?? last)
  const known = STATUSES.find((status) => status === file.status)
  const lost = known === undefined || known === 'active'
  const seconds = typeof file.duration_seconds === 'number' ? file.duration_seconds : (endedAt - startedAt) / 1000
  return {
    rank: lost ? END_RANK.journal : END_RANK.worker,
    status: lost ? 'abandoned' : known,
    endReason: lost
      ? 'worker_lost'
      : (END_REASONS.find((reason) => reason === file.end_reason) ?? ('user_hangup' as EndReason)),
    endedAt,
    durationSeconds: Math.max(0, seconds),
    ...given({
      userName: text(file, 'user_name'),
      userPhone: text(file, 'user_phone'),
      userEmail: text(file, 'user_email'),
      summary: keptSummary(file.summary),
      language: text(file, 'language'),
      rating: keptRating(file.rating),
      tags: keptTags(file.tags),
      metrics: keptMetadata(file.metrics),
      metadata: keptMetadata(file.metadata),
    }),
  }
}

function readMessage(value: unknown): Message {
  if (!isFields(value)) return invalid('messages')
  const { writer, seq } = value
  if (!Number.isInteger(writer) || !Number.isInteger(seq)) return invalid('writer or seq')
  return {
    writer: (writer as number) | 0,
    seq: (seq as number) | 0,
    revision: 0,
    role: keptRole(value.role as Role),
    content: keptContent(value.content),
    timestamp: momentOf(value.timestamp) ?? invalid('timestamp'),
    ...given({
      heard: typeof value.heard === 'string' ? keptContent(value.heard, 'heard') : undefined,
      interrupted: value.interrupted === true ? true : undefined,
      language: text(value, 'language'),
      metadata: keptMetadata(value.metadata),
    }),
  }
}

function text(file: Fields, field: string): string | undefined {
  return keptField(file[field], field)
}

function momentOf(value: unknown): number | undefined {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(moment) ? undefined : moment
}

function invalid(field: string): never {
  throw new RawiError('RAWI_TRANSCRIPT_INVALID', `The transcript of Rawi has no readable ${field}.`)
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
}
