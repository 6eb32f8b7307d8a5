import { randomBytes, randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationStart } from './entry.ts'
import { RawiError } from './errors.ts'
import { keptField, keptLabel, keptRating, keptSummary, keptTags, mustBeObject } from './input.ts'
import type { Alarm } from './journal-port.ts'
import type { JsonObject } from './message.ts'
import { keptMetadata } from './metadata.ts'
import { CHANNELS, type Channel, type ConversationEnd, END_REASONS, type EndReason } from './outcome.ts'
import type { EndOptions, StartOptions } from './recorder-api.ts'

/** How phone numbers are read where a country code is missing. */
export interface DefaultRegion {
  /** Any written form as E.164, or undefined where it is no number that can be dialled. */
  toE164(phone: string): string | undefined
  /** The digits of a part of a number, as ASCII. */
  digits(phone: string): string
}

/** What every start of a recorder has in common. */
export interface StartContext {
  readonly tenantId: string
  readonly recorderId: string
  readonly region: DefaultRegion
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A random signed 32-bit integer; as one it lies in the objects that hold it, as `randomInt` gives it beside them. */
export function newWriter(): number {
  return randomInt(-(2 ** 31), 2 ** 31) | 0
}

/** A start as it is kept: its own UUIDv7, its own writer, its values within their bounds. @throws RawiError RAWI_INPUT_INVALID */
export function keptStart(options: StartOptions, context: StartContext): ConversationStart {
  mustBeObject(options, 'The start of a conversation')
  const roomName = keptField(options.roomName, 'roomName')
  const asked = keptField(options.conversationId, 'conversationId', Number.POSITIVE_INFINITY)
  const phone = keptField(options.userPhone, 'userPhone')
  const e164 = phone === undefined ? undefined : context.region.toE164(phone)
  // A line that withholds its number says "anonymous".
  const line = keptField(options.callerId, 'callerId')
  const callerId = line === undefined ? undefined : context.region.toE164(line)
  const metadata = keptMetadata(options.metadata)
  return {
    id: options.id === undefined ? uuidv7({ msecs: context.now }) : keptId(options.id),
    label: keptLabel(asked ?? options.roomName?.trim() ?? '') || `session-${randomBytes(4).toString('hex')}`,
    tenantId: context.tenantId,
    recorderId: context.recorderId,
    writer: newWriter(),
    startedAt: keptStartedAt(options.startedAt, context.now),
    channel: keptChannel(options.channel),
    ...(options.resumable && { resumable: true }),
    ...given({
      roomName,
      roomSid: keptField(options.roomSid, 'roomSid'),
      participantIdentity: keptField(options.participantIdentity, 'participantIdentity'),
      language: keptField(options.language, 'language'),
      avatarProvider: keptField(options.avatarProvider, 'avatarProvider'),
      agentName: keptField(options.agentName, 'agentName'),
      userName: keptField(options.userName, 'userName'),
      userPhone: e164,
      userEmail: keptField(options.userEmail, 'userEmail'),
      callerId,
      tags: keptTags(options.tags),
      metadata: withNumbers(metadata, callerId, e164 === undefined ? phone : undefined),
    }),
  }
}

/** @throws RawiError RAWI_INPUT_INVALID */
function keptStartedAt(given: unknown, now: number): number {
  if (given === undefined) return now
  if (given instanceof Date && given.getTime() >= 0) return Math.min(given.getTime(), now)
  throw new RawiError('RAWI_INPUT_INVALID', 'startedAt must be a date since 1970.')
}

/** @throws RawiError RAWI_INPUT_INVALID */
function keptId(id: unknown): string {
  if (typeof id === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id))
    return id.toLowerCase()
  throw new RawiError('RAWI_INPUT_INVALID', 'id must be a UUID of version 7.')
}

type KeptEnd = Omit<ConversationEnd, 'rank' | 'status' | 'endReason' | 'endedAt' | 'durationSeconds'>

/**
 * The fields of an end as they are kept. Nothing here throws: a call that ends must be saved, so what is wrong is
 * left out, or kept as given in the metadata, and told in `problems`.
 */
export function keptEnd(options: EndOptions, region: DefaultRegion, problems: Alarm[]): KeptEnd {
  const orProblem = <T>(read: () => T | undefined): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof RawiError)) throw error
      problems.push({ code: error.code, detail: error.message })
      return undefined
    }
  }
  const phone = orProblem(() => keptField(options.userPhone, 'userPhone'))
  const e164 = phone === undefined ? undefined : region.toE164(phone)
  if (phone !== undefined && e164 === undefined) {
    problems.push({
      code: 'RAWI_PHONE_INVALID',
      detail: 'The phone number given at the end is not a valid one; it is kept as given in the metadata.',
    })
  }
  const line = orProblem(() => keptField(options.callerId, 'callerId'))
  const callerId = line === undefined ? undefined : region.toE164(line)
  const metadata = orProblem(() => keptMetadata(options.metadata))
  return given({
    errorCode: orProblem(() => keptField(options.errorCode, 'errorCode')),
    userName: orProblem(() => keptField(options.userName, 'userName')),
    userPhone: e164,
    userEmail: orProblem(() => keptField(options.userEmail, 'userEmail')),
    ...(options.contactFrom === 'model' && ({ nameRank: 'llm', emailRank: 'llm' } as const)),
    callerId,
    summary: orProblem(() => keptSummary(options.summary)),
    language: orProblem(() => keptField(options.language, 'language')),
    rating: orProblem(() => keptRating(options.rating)),
    tags: orProblem(() => keptTags(options.tags)),
    metrics: orProblem(() => keptMetadata(options.metrics)),
    metadata: withNumbers(metadata, callerId, e164 === undefined ? phone : undefined),
  })
}

/** Numbers that have no column of their own: the line's, which a call that goes on elsewhere asks for, and what could not be dialled. */
function withNumbers(
  metadata: JsonObject | undefined,
  callerId: string | undefined,
  asGiven: string | undefined,
): JsonObject | undefined {
  if (callerId === undefined && asGiven === undefined) return metadata
  return {
    ...(callerId !== undefined && { caller_id: callerId }),
    ...metadata,
    ...(asGiven !== undefined && { user_phone_as_given: asGiven }),
  }
}

/** The reason given; without one, or with an unknown one, the caller hung up. */
export function keptEndReason(value: EndOptions['endReason'], problems: Alarm[]): EndReason {
  if (value === undefined) return 'user_hangup'
  if (END_REASONS.includes(value)) return value
  problems.push({ code: 'RAWI_INPUT_INVALID', detail: `endReason must be one of ${END_REASONS.join(', ')}.` })
  return 'user_hangup'
}

function keptChannel(channel: Channel | undefined): Channel {
  if (channel === undefined) return 'api'
  if (!CHANNELS.includes(channel))
    throw new RawiError('RAWI_INPUT_INVALID', `channel must be one of ${CHANNELS.join(', ')}.`)
  return channel
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
}
