import { RawiError } from '../conversation/errors.ts'
import type { ConversationBatch } from '../conversation/store-port.ts'
import { type OldReading, type OldRecord, oldCallBatch, readOldRecord } from './old-call.ts'
import { type Fields, isFields, OldFields } from './old-fields.ts'
import { readOldMessage } from './old-message.ts'
import { readOwnTranscript } from './own-transcript.ts'
import { readMoment } from './zoned-time.ts'

/** What one transcript file comes to. */
export interface ReadTranscript {
  /** The saves of each call in it. */
  readonly calls: readonly (readonly ConversationBatch[])[]
  /** Whether Rawi wrote it, so that its identity is certain. */
  readonly own: boolean
  /** Entries among its messages that say nothing. */
  readonly leftOut: number
}

const MESSAGES = ['messages', 'transcript', 'history', 'conversation_history', 'turns', 'entries', 'conversation']
const INSIDE = ['conversation', 'conversation_data', 'data', 'call', 'session']

/**
 * Reads a transcript of Rawi or of the old system, whose files were never described: the same thing is looked for under
 * every name it may have. @throws RawiError RAWI_TRANSCRIPT_INVALID, RAWI_EXPORT_NEWER
 */
export function readTranscript(text: string, fileName: string, reading: OldReading): ReadTranscript {
  const file = parsed(text)
  if (isFields(file) && typeof file.format === 'string' && file.format.startsWith('rawi.transcript/')) {
    if (file.format === 'rawi.transcript/1') {
      return { calls: [readOwnTranscript(file, reading.tenantId)], own: true, leftOut: 0 }
    }
    throw new RawiError('RAWI_EXPORT_NEWER', 'A newer version of Rawi wrote this transcript.')
  }
  const records = recordsOf(file)
  // The name speaks for a file with one call only.
  const named = records.length === 1 ? fromFileName(fileName, reading) : {}
  let leftOut = 0
  const calls = records.map((record) => {
    const { batch, unread } = readCall(record, named, reading)
    leftOut += unread
    return [batch]
  })
  return { calls, own: false, leftOut }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown
  } catch {
    throw new RawiError('RAWI_TRANSCRIPT_INVALID', 'The file holds no JSON.')
  }
}

interface Call {
  readonly fields: Fields
  readonly messages: readonly unknown[]
}

/** The calls of a file: one, flat or with its record inside; a bare list of messages; a list of calls. */
function recordsOf(file: unknown): Call[] {
  if (Array.isArray(file)) {
    const calls = file.map(callOf)
    if (calls.length > 0 && calls.every((call) => call !== undefined)) return calls
    return [{ fields: {}, messages: file }]
  }
  const several = isFields(file) ? new OldFields(file).list('conversations') : undefined
  if (several) return several.map((each) => callOf(each) ?? notOne())
  return [callOf(file) ?? notOne()]
}

function callOf(value: unknown): Call | undefined {
  if (!isFields(value)) return undefined
  const outer = new OldFields(value)
  const inner = new OldFields(outer.object(...INSIDE) ?? {})
  const messages = outer.list(...MESSAGES) ?? inner.list(...MESSAGES)
  const fields = { ...outer.rest(), ...inner.rest() }
  const named = new OldFields(fields).text('conversation_id', 'session_id', 'call_id') !== undefined
  return messages || named ? { fields, messages: messages ?? [] } : undefined
}

function readCall(
  { fields, messages: entries }: Call,
  named: OldRecord & { endedAt?: number },
  reading: OldReading,
): { batch: ConversationBatch; unread: number } {
  const messages = entries
    .map((entry) => readOldMessage(entry, reading.zone))
    .filter((message) => message !== undefined)
  if (entries.length > 0 && messages.length === 0) notOne()
  const record = { ...readOldRecord(fields, reading.zone) }
  const label = record.label ?? named.label
  const told = record.startedAt ?? record.endedAt ?? messages.find((message) => message.timestamp !== undefined)
  const batch = oldCallBatch(
    {
      ...record,
      ...(label !== undefined && { label }),
      ...(told === undefined && named.endedAt && { endedAt: named.endedAt }),
    },
    messages,
    reading,
  )
  if (!batch) throw new RawiError('RAWI_TRANSCRIPT_INVALID', 'Nothing in the file tells when the call was.')
  return { batch, unread: entries.length - messages.length }
}

const FILE_NAME = /^transcript_(.+)_(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})\.json$/

/** The old system named its files after the conversation and the moment it ended. */
function fromFileName(fileName: string, { zone }: OldReading): OldRecord {
  const match = FILE_NAME.exec(fileName)
  if (!match) return {}
  const [, label = '', year, month, day, hour, minute, second] = match
  const endedAt = readMoment(`${year}-${month}-${day}T${hour}:${minute}:${second}`, zone)
  return { label, ...(endedAt !== undefined && { endedAt }) }
}

function notOne(): never {
  throw new RawiError('RAWI_TRANSCRIPT_INVALID', 'The file is JSON, but holds no messages and no conversation.')
}
