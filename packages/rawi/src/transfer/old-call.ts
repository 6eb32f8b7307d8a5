import { keptLabel } from '../conversation/input.ts'
import { isTurn, type JsonObject, type Message } from '../conversation/message.ts'
import { keptMetadata } from '../conversation/metadata.ts'
import { type ConversationEnd, END_RANK, settleOutcome } from '../conversation/outcome.ts'
import type { DefaultRegion } from '../conversation/start-and-end.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { oldCallId, writerOf } from './call-identity.ts'
import { type Fields, OldFields } from './old-fields.ts'
import type { OldMessage } from './old-message.ts'
import { readMoment, type ZoneReader } from './zoned-time.ts'

/** How old records are read. */
export interface OldReading {
  readonly tenantId: string
  readonly region: DefaultRegion
  readonly zone: ZoneReader
  /** Where they come from; kept in the metadata as `imported_from`. */
  readonly source: 'transcript' | 'rawi_old'
}

/** What the old system noted of a call beside its words. */
export interface OldRecord {
  readonly label?: string
  readonly startedAt?: number
  readonly endedAt?: number
  readonly durationSeconds?: number
  readonly status?: string
  readonly roomName?: string
  readonly participantIdentity?: string
  readonly language?: string
  readonly avatarProvider?: string
  readonly agentName?: string
  readonly userName?: string
  /** As it was written. */
  readonly userPhone?: string
  readonly userEmail?: string
  readonly summary?: string
  readonly metadata?: Fields
}

const CALLER = ['user', 'user_info', 'extracted_user_info', 'caller', 'customer', 'contact', 'participant']

/** A record by the names its fields may have; what has no place of its own stays in the metadata as `old_fields`. */
export function readOldRecord(value: Fields, zone: ZoneReader): OldRecord {
  const fields = new OldFields(value)
  const moment = (...names: string[]) => fields.find((time) => readMoment(time, zone), ...names)
  const roomName = fields.text('room_name', 'room')
  const caller = new OldFields(fields.object(...CALLER) ?? {})
  const given = fields.object('metadata', 'meta')
  const more = new OldFields(given ?? {})
  const startedAt = moment('started_at', 'start_time', 'start', 'created_at', 'timestamp', 'date')
  const endedAt = moment('ended_at', 'end_time', 'end', 'finished_at', 'completed_at')
  const durationSeconds = fields.number('duration_seconds', 'duration')
  const known = {
    label: fields.text('conversation_id', 'session_id', 'call_id') ?? roomName ?? fields.text('id'),
    ...{ startedAt, endedAt, durationSeconds, roomName },
    status: fields.text('status', 'state')?.toLowerCase(),
    participantIdentity: fields.text('participant_identity', 'participant_id', 'identity'),
    language: fields.text('language', 'lang') ?? more.text('language', 'lang'),
    avatarProvider: fields.text('avatar_provider') ?? more.text('avatar_provider'),
    agentName: fields.text('agent_name') ?? more.text('agent_name'),
    userName:
      fields.text('user_name', 'username', 'caller_name', 'customer_name', 'name') ?? caller.text('name', 'user_name'),
    userPhone:
      fields.text('user_phone', 'phone', 'phone_number', 'caller_phone') ??
      caller.text('phone', 'user_phone', 'phone_number'),
    userEmail: fields.text('user_email', 'email') ?? caller.text('email', 'user_email'),
    summary: fields.summary('summary', 'conversation_summary'),
  }
  fields.number('message_count', 'messages_count', 'messages_saved')
  const rest = { ...caller.rest(), ...fields.rest() }
  return {
    ...(Object.fromEntries(Object.entries(known).filter(([, field]) => field !== undefined)) as OldRecord),
    metadata: { ...given, ...(Object.keys(rest).length > 0 && { old_fields: rest }) },
  }
}

/**
 * The old call as one save carries it, the same each time; undefined where nothing tells when it was.
 * It is the worker's own word: nothing that comes later overrules it.
 */
export function oldCallBatch(
  record: OldRecord,
  messages: readonly OldMessage[],
  reading: OldReading,
): ConversationBatch | undefined {
  const startedAt = startOf(record, messages)
  if (startedAt === undefined) return undefined
  const firstWords = messages[0]?.content ?? ''
  const id = oldCallId(reading.tenantId, record.label ?? '', startedAt, firstWords)
  const writer = writerOf(id)
  const kept = placed(messages, writer, startedAt)
  const end = endOf(record, kept, startedAt)
  return {
    start: {
      id,
      label: keptLabel(record.label ?? `imported-${id.slice(-8)}`),
      tenantId: reading.tenantId,
      recorderId: `import:${reading.source}`,
      writer,
      startedAt,
      channel: record.participantIdentity?.startsWith('sip') ? 'phone' : 'web',
      ...pick(record, 'roomName', 'participantIdentity', 'language', 'avatarProvider', 'agentName'),
    },
    messages: kept,
    turns: kept.filter(isTurn).length,
    end: { ...end, ...callerOf(record, reading) },
    lastActivityAt: end.endedAt,
  }
}

function startOf(record: OldRecord, messages: readonly OldMessage[]): number | undefined {
  const { startedAt, endedAt, durationSeconds } = record
  const first = messages.find((message) => message.timestamp !== undefined)?.timestamp
  const reckoned = endedAt === undefined ? undefined : endedAt - Math.max(0, durationSeconds ?? 0) * 1000
  return startedAt ?? first ?? reckoned
}

/** In their own order: a clock that was set back moves nothing, as in a call that Rawi keeps. */
function placed(messages: readonly OldMessage[], writer: number, startedAt: number): Message[] {
  let last = Number.NEGATIVE_INFINITY
  return messages.map((message, seq) => {
    last = Math.max(last, message.timestamp ?? (Number.isFinite(last) ? last : startedAt))
    return { ...message, writer, seq, revision: 0, timestamp: last }
  })
}

function endOf(record: OldRecord, messages: readonly Message[], startedAt: number): ConversationEnd {
  const { durationSeconds, status = '' } = record
  const last = messages.at(-1)?.timestamp ?? startedAt
  const reckoned = durationSeconds === undefined ? last : startedAt + durationSeconds * 1000
  const endedAt = Math.max(startedAt, record.endedAt ?? reckoned)
  const spoke = messages.some((message) => message.role === 'user')
  return {
    rank: END_RANK.worker,
    ...settleOutcome(reasonOf(status, record.endedAt !== undefined), spoke),
    endedAt,
    durationSeconds: Math.max(0, durationSeconds ?? (endedAt - startedAt) / 1000),
  }
}

/** A call that the old system never ended had lost its worker. */
function reasonOf(status: string, ended: boolean): ConversationEnd['endReason'] {
  if (/fail|error/.test(status)) return 'error'
  if (/active|progress|started/.test(status) && !ended) return 'worker_lost'
  return /abandon|missed/.test(status) ? 'no_input' : 'user_hangup'
}

type Caller = Partial<Pick<ConversationEnd, 'userName' | 'userPhone' | 'userEmail' | 'summary' | 'metadata'>>

/** Who called, told at the end; a number that cannot be dialled stays as it was written. */
function callerOf(record: OldRecord, { region, source }: OldReading): Caller {
  const { userPhone: written } = record
  const userPhone = written === undefined ? undefined : region.toE164(written)
  const metadata = {
    ...record.metadata,
    ...(written !== undefined && userPhone === undefined && { user_phone_as_given: written }),
    imported_from: source,
  }
  return {
    ...pick(record, 'userName', 'userEmail', 'summary'),
    ...(userPhone !== undefined && { userPhone }),
    metadata: keptMetadata(metadata) as JsonObject,
  }
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<
    Pick<T, K>
  >
}
