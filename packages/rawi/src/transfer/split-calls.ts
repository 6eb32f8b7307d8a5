import { CALL_BREAK_SECONDS, CALL_GAP_MINUTES, MESSAGES_MAX } from '../conversation/bounds.ts'
import type { OldRecord } from './old-call.ts'
import type { OldMessage } from './old-message.ts'

/** One call among those that bear the same old conversation id. */
export interface SplitCall {
  /** What was noted of it; without it only its words tell. */
  readonly record: OldRecord | undefined
  readonly messages: readonly OldMessage[]
}

const GAP_MS = CALL_GAP_MINUTES * 60_000
const BREAK_MS = CALL_BREAK_SECONDS * 1000

/**
 * The calls under one old conversation id, oldest first. Room names come back, and then two calls stand as one: another
 * begins after a long silence, and after a short one in which a record begins or ends.
 */
export async function* splitCalls(
  records: readonly OldRecord[],
  messages: AsyncIterable<OldMessage>,
): AsyncGenerator<SplitCall> {
  const waiting = records.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  let current: OldMessage[] = []
  let held: SplitCall | undefined
  let calls = 0
  for await (const message of messages) {
    if (parts(current.at(-1), message, waiting) || current.length >= MESSAGES_MAX) {
      for (const call of settle(current, waiting, message.timestamp)) {
        if (held) yield held
        held = call
        calls++
      }
      current = []
    }
    current.push(message)
  }
  for (const call of settle(current, waiting)) {
    if (held) yield held
    held = call
    calls++
  }
  // One record and one call of one id belong together, whatever their clocks say.
  const [only] = waiting
  if (held && calls === 1 && !held.record && waiting.length === 1 && only) {
    yield { record: only, messages: held.messages }
    return
  }
  if (held) yield held
  for (const record of waiting) yield { record, messages: [] }
}

/** Whether another call begins between these two. */
function parts(before: OldMessage | undefined, after: OldMessage, records: readonly OldRecord[]): boolean {
  const [from, to] = [before?.timestamp, after.timestamp]
  if (from === undefined || to === undefined || to - from < BREAK_MS) return false
  const begins = ({ startedAt = from }: OldRecord) => startedAt > from && startedAt <= to
  const ends = ({ endedAt = to }: OldRecord) => endedAt >= from && endedAt < to
  return to - from > GAP_MS || records.some((record) => begins(record) || ends(record))
}

/** The call of these messages with its record, taken out of those that wait; before it, records without a word. */
function settle(messages: readonly OldMessage[], waiting: OldRecord[], next?: number): SplitCall[] {
  if (messages.length === 0) return []
  const times = messages.map(({ timestamp }) => timestamp).filter((time) => time !== undefined)
  if (times.length === 0) return [{ record: mergedRecord(waiting.splice(0)), messages }]
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
  const begun = waiting.filter(({ startedAt }) => startedAt === undefined || startedAt <= last)
  const own = begun.filter(belongsTo(first, begun))
  waiting.splice(0, waiting.length, ...waiting.filter((record) => !begun.includes(record)))
  const silent = begun.filter((record) => !own.includes(record)).map((record) => ({ record, messages: [] }))
  const record = mergedRecord(own)
  if (!record || next === undefined || (record.endedAt ?? 0) < next) return [...silent, { record, messages }]
  // The old record goes on into the next call: its end, and who called, was written there.
  const { durationSeconds, ...later } = record
  const { endedAt, status, userName, userPhone, userEmail, summary, ...beginning } = later
  waiting.unshift({ ...later, startedAt: next })
  return [...silent, { record: beginning, messages }]
}

/** Whether a record that began by then is of the call whose first words came at `first`, and not of a silent one before it. */
function belongsTo(first: number, begun: readonly OldRecord[]): (record: OldRecord) => boolean {
  const starts = begun.map(({ startedAt = first }) => startedAt).filter((start) => start <= first + BREAK_MS)
  const latest = Math.max(first - GAP_MS, ...starts.map((start) => start - BREAK_MS))
  return ({ startedAt = first, endedAt }) => (endedAt === undefined ? startedAt >= latest : endedAt >= first)
}

/** Several records of one call as one: that which has ended first, the others fill what it leaves open. */
function mergedRecord(records: readonly OldRecord[]): OldRecord | undefined {
  if (records.length < 2) return records[0]
  const [best = {}, ...others] = records.toSorted(
    (a, b) => Number(a.endedAt === undefined) - Number(b.endedAt === undefined),
  )
  const starts = records.map(({ startedAt }) => startedAt).filter((start) => start !== undefined)
  const metadata = Object.assign({}, ...others.toReversed().map((record) => record.metadata), best.metadata) as object
  return {
    ...(Object.assign({}, ...others.toReversed(), best) as OldRecord),
    ...(starts.length > 0 && { startedAt: Math.min(...starts) }),
    metadata: { ...metadata },
  }
}
