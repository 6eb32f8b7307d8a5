import { createHash } from 'node:crypto'
import { type JsonObject, RawiError } from 'rawi'
import { AS_WRITER, type Database, type Query } from 'rawi/maintenance'
import { addEvent } from '../webhooks/add-event.ts'
import { analyseWords } from './analyse-words.ts'
import { type CallRow, holdCall, type WorkRow } from './call-row.ts'
import { readSaid } from './read-said.ts'
import type { CallToSum } from './summarise-by-rules.ts'
import type { Summary } from './summariser.ts'
import { callData } from './tell-call.ts'

/** What a conversation was summed up of, and by which change. */
interface Read {
  readonly toSum: CallToSum
  readonly changed: number
  readonly ours: boolean
}

/**
 * Sums up and analyses a conversation that ended, and tells endpoints. What an agent said in its summary stays; one that
 * was written here is replaced when more of the call turns up. Nothing is held while a model thinks: what changes in the
 * meantime is analysed again.
 */
export async function analyseCall(
  database: Database,
  id: string,
  now: Date,
  summarise: (call: CallToSum) => Promise<Summary>,
): Promise<void> {
  const read = await readCall(database, id)
  if (read === undefined) return
  const summary = read.ours ? await summarise(read.toSum) : undefined
  const analysis: JsonObject = {
    ...analyseWords(read.toSum.said, read.toSum.call.language),
    summary_by: summary?.by ?? 'agent',
  }
  await database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const held = await holdCall(query, id)
    if (held === undefined || held.work.analysed >= read.changed) return
    // A summary that came in the meantime is newer than what was read.
    const text = summary && isOurs(held.call, held.work) ? summary.text : undefined
    await write(query, id, { analysis, text, changed: read.changed })
    await addEvent(query, analysedEvent(held.call, analysis, read.changed), now)
  })
}

function readCall(database: Database, id: string): Promise<Read | undefined> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const held = await holdCall(query, id)
    if (held === undefined || held.call.status === 'active' || held.work.analysed >= held.work.changed) return undefined
    const { rows } = await query<{ user_name: string | null; phone: boolean; email: boolean }>(
      `select user_name, user_phone is not null as phone, user_email is not null as email from conversations where id = $1::uuid`,
      [id],
    )
    const [contact] = rows
    if (!contact) throw new RawiError('RAWI_INTERNAL', 'A conversation that is held has gone.')
    const said = await readSaid(query, id)
    const { user_name: name, phone: hasPhone, email: hasEmail } = contact
    return {
      toSum: { call: held.call, said, name, hasPhone, hasEmail },
      changed: held.work.changed,
      ours: isOurs(held.call, held.work),
    }
  })
}

/** Whether the summary may be written: there is none, or it is the one that was written here. */
function isOurs({ summary }: CallRow, { summary_hash: hash }: WorkRow): boolean {
  if (summary === null || summary.trim() === '') return true
  return hash !== null && Buffer.from(hash).equals(hashOf(summary))
}

const hashOf = (summary: string): Buffer => createHash('sha256').update(summary).digest()

interface Written {
  readonly analysis: JsonObject
  readonly text: string | undefined
  readonly changed: number
}

async function write(query: Query, id: string, { analysis, text, changed }: Written): Promise<void> {
  await query(
    `update conversations set summary = coalesce($2::text, summary), updated_at = now(),
      metrics = metrics || jsonb_build_object('analysis', $3::jsonb)
    where id = $1::uuid`,
    [id, text ?? null, JSON.stringify(analysis)],
  )
  await query(
    `update call_work set analysed = $2::integer, summary_hash = coalesce($3::bytea, summary_hash), handed_until = '-infinity', tries = 0
    where conversation_uuid = $1::uuid`,
    [id, changed, text === undefined ? null : hashOf(text)],
  )
}

/** Counts only: the words that came up most are words of the call. */
function analysedEvent(call: CallRow, { topics: _, ...counts }: JsonObject, changed: number) {
  return {
    tenantId: call.tenant_id,
    type: 'conversation.analyzed' as const,
    key: [call.id, changed],
    conversation: call.id,
    data: { ...callData(call), analysis: counts },
  }
}
