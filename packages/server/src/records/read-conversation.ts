import { type ConversationRecord, RawiError, type Recorder, type RecordingRecord } from 'rawi'
import { asPlannedReader, type Database, FIND_ID, idValues, keptLabel, type Result } from 'rawi/maintenance'
import type { House } from '../http/house.ts'
import type { ConversationBody } from './conversation-schema.ts'
import { ITEM_COLUMNS, type ItemRow, itemOf } from './item.ts'
import { cutHeld, cutPage, type MessagePlace, type MessageRow, messageOf, messagesStatement } from './message-page.ts'
import { recordingItem, recordingsOf } from './recording-item.ts'
import { iso } from './values.ts'

const EVIDENCE_MAX = 1_000
const EVENTS_MAX = 1_000
const NOTES_MAX = 1_000
const OTHERS_MAX = 10

/** What a conversation is besides its messages and their place. */
type Facts = Omit<ConversationBody, 'messages' | 'messages_cursor'>

export interface OpenedConversation {
  readonly facts: Facts
  readonly messages: ConversationBody['messages']
  readonly next: MessagePlace | undefined
  /** Of the row, for `If-Match`; a running one that the database does not know yet has none. */
  readonly version: string | undefined
}

export interface MessageRange {
  readonly limit: number
  readonly after?: MessagePlace
}

/** A conversation with a page of its messages: from the process that runs it, else from the database, in one round trip. */
export async function readConversation(
  house: House,
  tenantId: string,
  idOrLabel: string,
  range: MessageRange,
): Promise<OpenedConversation | undefined> {
  const stored = await readStored(house.database, tenantId, idOrLabel, range).catch((error: unknown) => {
    if (!(error instanceof RawiError) || !AWAY.has(error.code)) throw error
    return error
  })
  const settled = stored !== undefined && !(stored instanceof RawiError) && stored.facts.status !== 'active'
  if (settled) return stored
  const held = await heldConversation(house, tenantId, idOrLabel, stored)
  if (stored instanceof RawiError && held === undefined) throw stored
  const known = stored instanceof RawiError ? undefined : stored
  return held === undefined ? known : withHeld(known, held, range)
}

const AWAY = new Set(['RAWI_DATABASE_UNREACHABLE', 'RAWI_DATABASE_TIMEOUT'])

/** As the tenant's recorder holds it, where it does; where it cannot be asked, what is stored has to do. */
async function heldConversation(
  house: House,
  tenantId: string,
  idOrLabel: string,
  stored: OpenedConversation | RawiError | undefined,
): Promise<ConversationRecord | undefined> {
  try {
    const recorder = await house.recorderOf(tenantId)
    if (!(stored instanceof RawiError) && !holdsSomething(recorder)) return undefined
    return await recorder.getConversation(idOrLabel)
  } catch (error) {
    if (stored instanceof RawiError) throw stored
    if (error instanceof RawiError) return undefined
    throw error
  }
}

/** A process that holds nothing need not be asked. */
function holdsSomething(recorder: Recorder): boolean {
  const { activeConversations, pendingSaves } = recorder.status()
  return activeConversations + pendingSaves > 0
}

async function readStored(
  database: Database,
  tenantId: string,
  idOrLabel: string,
  { limit, after }: MessageRange,
): Promise<OpenedConversation | undefined> {
  const values = idValues(keptLabel(idOrLabel), tenantId)
  const [, , rows, messages, evidence, events, recordings, notes, others] = await database.batch([
    asPlannedReader(tenantId),
    { name: 'rawi_read_find', text: FIND, values },
    { name: 'rawi_read_row', text: ROW },
    messagesStatement(FOUND, limit, after),
    { name: 'rawi_read_evidence', text: EVIDENCE },
    { name: 'rawi_read_events', text: EVENTS },
    { name: 'rawi_read_recordings', text: recordingsOf(FOUND) },
    { name: 'rawi_read_notes', text: NOTES },
    { name: 'rawi_read_others', text: OTHERS, values: [tenantId] },
  ])
  const row = rows?.rows[0] as FullRow | undefined
  if (!row) return undefined
  const item = itemOf(row)
  const { rows: shown, next } = cutPage(rowsOf<MessageRow>(messages), limit)
  return {
    facts: {
      ...item,
      room_sid: row.room_sid,
      participant_identity: row.participant_identity,
      avatar_provider: row.avatar_provider,
      metrics: row.metrics,
      metadata: row.metadata,
      contact: { name: row.user_name, phone: row.user_phone, email: row.user_email },
      contact_evidence: rowsOf(evidence),
      events: rowsOf<{ occurred_at: Date } & Facts['events'][number]>(events).map((event) => ({
        ...event,
        occurred_at: iso(event.occurred_at),
      })),
      recordings: rowsOf<RecordingRecord>(recordings).map((recording) => recordingItem(recording, item.started_at)),
      notes: rowsOf<{ created_at: Date } & Facts['notes'][number]>(notes).map((note) => ({
        ...note,
        created_at: iso(note.created_at),
      })),
      others: rowsOf<ItemRow>(others).map(itemOf),
    },
    messages: shown.map(messageOf),
    next,
    version: String(row.version),
  }
}

type FullRow = ItemRow &
  Pick<Facts, 'room_sid' | 'participant_identity' | 'avatar_provider' | 'metrics' | 'metadata'> & {
    readonly version: number
  }

/** Found once, for all statements of the transaction: finding it takes longer than reading it. */
const FIND = `select set_config('rawi.found', coalesce(${FIND_ID}::text, ''), true)`
const FOUND = `nullif(current_setting('rawi.found'), '')::uuid`
const ROW = `select ${ITEM_COLUMNS}, c.room_sid, c.participant_identity, c.avatar_provider, c.metrics, c.metadata,
  (extract(epoch from c.updated_at) * 1000000)::bigint as version from conversations c where c.id = ${FOUND}`
const EVIDENCE = `select e.writer, e.ordinal, e.field, e.value, e.raw, e.confidence, e.status, e.source, e.evidence
  from contact_evidence e where e.conversation_uuid = ${FOUND} order by e.created_at, e.writer, e.ordinal limit ${EVIDENCE_MAX}`
const EVENTS = `select e.id, e.kind, e.detail, e.occurred_at from conversation_events e
  where e.conversation_uuid = ${FOUND} order by e.occurred_at, e.id limit ${EVENTS_MAX}`
const NOTES = `select n.id, n.author_kind, n.author_name, n.text, n.created_at from notes n
  where n.conversation_uuid = ${FOUND} order by n.created_at, n.id limit ${NOTES_MAX}`
const OTHERS = `select ${ITEM_COLUMNS} from (
    select o.* from (select c.id, c.user_id from conversations c where c.id = ${FOUND}) t
    join conversations o on o.tenant_id = $1::uuid and o.user_id = t.user_id and o.id <> t.id
    order by o.started_at desc limit ${OTHERS_MAX}
  ) c order by c.started_at desc, c.id desc`

/** What runs is as its process holds it; what people added stands in the row. */
function withHeld(
  stored: OpenedConversation | undefined,
  held: ConversationRecord,
  { limit, after }: MessageRange,
): OpenedConversation {
  const { rows, next } = cutHeld(held.messages, limit, after)
  const known = stored?.facts
  return {
    facts: {
      id: held.id,
      conversation_id: held.conversation_id,
      user_id: held.user_id ?? known?.user_id ?? null,
      user_name: held.user_name ?? known?.user_name ?? null,
      user_phone: held.user_phone ?? known?.user_phone ?? null,
      user_email: held.user_email ?? known?.user_email ?? null,
      started_at: iso(held.started_at),
      ended_at: iso(held.ended_at),
      duration_seconds: held.duration_seconds,
      message_count: Math.max(held.message_count, known?.message_count ?? 0),
      status: held.status,
      end_reason: held.end_reason,
      channel: held.channel,
      language: held.language,
      agent_name: held.agent_name,
      room_name: held.room_name,
      tags: [...new Set([...(known?.tags ?? []), ...held.tags])],
      disposition: known?.disposition ?? null,
      rating: known?.rating ?? held.rating,
      summary: held.summary,
      room_sid: held.room_sid,
      participant_identity: held.participant_identity,
      avatar_provider: held.avatar_provider,
      metrics: held.metrics,
      metadata: held.metadata,
      contact: held.contact,
      contact_evidence: held.contactEvidence.map((one) => ({
        ...one,
        evidence: one.evidence.map((quote) => ({ ...quote })),
      })),
      events: eventsOf(known?.events ?? [], held),
      recordings: held.recordings.map((recording) => recordingItem(recording, held.started_at)),
      notes: known?.notes ?? [],
      others: known?.others ?? [],
    },
    messages: rows.map(messageOf),
    next,
    version: stored?.version,
  }
}

/** What its process knows, and what others have written of it. */
function eventsOf(stored: Facts['events'], { events }: ConversationRecord): Facts['events'] {
  const held = events.map((event) => ({ ...event, occurred_at: iso(event.occurred_at) }))
  const others = stored.filter(({ id }) => !held.some((event) => event.id === id))
  return [...others, ...held].sort((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at))
}

function rowsOf<Row>(result: Result | undefined): Row[] {
  return (result?.rows ?? []) as Row[]
}
