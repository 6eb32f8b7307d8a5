import type { Database } from '../../packages/rawi/src/store/database.ts'
import { roleAt, saidAt } from '../../packages/rawi/test/faults/said.ts'
import type { Call, Model, Process } from '../model.ts'
import { checkEnd } from './check-end.ts'
import type { Differences } from './differences.ts'
import { conversationsOf, type KeptConversationRow, type KeptMessageRow, messagesOf, recordsOf } from './kept-rows.ts'

const AT_ONCE = 500

/** Acts that were kept and never told: a death may cut one between promise and line. */
export type Surplus = Map<Process, number>

/** Holds the database to what was promised of these calls; returns those that are over for good. */
export async function checkCalls(
  database: Database,
  model: Model,
  calls: readonly Call[],
  differences: Differences,
): Promise<Call[]> {
  const surplus: Surplus = new Map()
  const records = new Map<string, string>()
  for (let from = 0; from < calls.length; from += AT_ONCE) {
    const ids = calls.slice(from, from + AT_ONCE).map(({ id }) => id)
    for (const [call, record] of await recordsOf(database, ids)) records.set(call, record)
  }
  const groups = new Map<string, Call[]>()
  for (const call of calls) {
    const record = records.get(call.id)
    differences.unless(record !== undefined || mayBeMissing(call), `call ${call.id} of ${call.process.name} is missing`)
    if (record !== undefined) groups.set(record, [...(groups.get(record) ?? []), call])
  }
  checkIdentity(groups, records, differences)
  const over: Call[] = calls.filter((call) => !records.has(call.id))
  const ids = [...groups.keys()]
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE)
    const messages = Map.groupBy(await messagesOf(database, some), ({ conversation_uuid }) => conversation_uuid)
    for (const row of await conversationsOf(database, some)) {
      const group = groups.get(row.id) ?? []
      checkMessages(row, messages.get(row.id) ?? [], group, model, surplus, differences)
      checkEnd(row, group, surplus, differences)
      if (row.status !== 'active' && group.every(({ process }) => process.state !== 'alive')) over.push(...group)
      else if (group.every(isSettled)) over.push(...group)
    }
  }
  for (const [process, count] of surplus) {
    const allowed = process.state === 'gone' ? 1 : 0
    differences.unless(count <= allowed, `${process.name}: ${count} acts were kept that it never told`)
  }
  return over
}

/** A call that its living process has ended is as settled as one whose process is gone. */
function isSettled(call: Call): boolean {
  return call.ended === 'yes' || call.process.state !== 'alive'
}

function mayBeMissing(call: Call): boolean {
  return call.startWaits && call.process.state !== 'alive'
}

/** One room session is one conversation; other rooms and other sessions never share one; a name that comes back is a new call. */
function checkIdentity(groups: Map<string, Call[]>, records: Map<string, string>, differences: Differences): void {
  const sessions = new Map<string, Set<string>>()
  for (const [record, group] of groups) {
    const rooms = new Set(group.map(({ room }) => room))
    differences.unless(rooms.size === 1, `${record} holds calls of ${[...rooms].join(' and ')}`)
    const sids = new Set(group.flatMap(({ sid }) => sid ?? []))
    differences.unless(sids.size <= 1, `${record} holds the sessions ${[...sids].join(' and ')}`)
    const first = group[0]
    if (first !== undefined && /^(room|job)-/.test(first.room)) {
      const alone = group.length === 1 && first.id === record
      differences.unless(alone, `${record} of ${first.room} merges ${group.map(({ id }) => id).join(', ')}`)
    }
    for (const { sid, id } of group)
      if (sid !== undefined) sessions.set(sid, (sessions.get(sid) ?? new Set()).add(records.get(id) ?? ''))
  }
  for (const [sid, of] of sessions)
    differences.unless(of.size === 1, `session ${sid} became ${of.size} conversations: ${[...of].join(', ')}`)
}

function checkMessages(
  row: KeptConversationRow,
  messages: readonly KeptMessageRow[],
  group: readonly Call[],
  model: Model,
  surplus: Surplus,
  differences: Differences,
): void {
  const byWriter = Map.groupBy(messages, ({ writer }) => writer)
  for (const [writer, rows] of byWriter) {
    const call = model.byWriter.get(writer)
    // A start is told before the first word.
    if (call === undefined) differences.unless(false, `${row.id} holds ${rows.length} words of a call never told of`)
    else if (!group.includes(call)) {
      differences.unless(call.room === row.room_name, `${row.id} holds words of ${call.id} of another room`)
    }
  }
  for (const call of group) {
    const kept = new Map((byWriter.get(call.writer) ?? []).map((message) => [message.seq, message]))
    const unsaved = call.process.state === 'alive' && call.ended === 'no'
    for (const [seq, revision] of call.revisions) {
      const found = kept.get(seq)?.revision
      if (!unsaved && (found ?? -1) < revision)
        differences.unless(
          false,
          `message ${seq} of ${call.id} (${call.process.name}): promised ${revision}, kept ${found}`,
        )
    }
    for (const [seq, { revision, role, content }] of kept) {
      const told = Math.max(call.revisions.get(seq) ?? -1, call.waiting.get(seq) ?? -1)
      if (revision > told) count(surplus, call.process, revision - told)
      const same = role === roleAt(seq) && content === saidAt(call.id, seq, revision)
      differences.unless(same, `message ${seq} of ${call.id} (${call.process.name}) is not what was said`)
    }
  }
  if (row.status === 'active') return
  const turns = messages.filter(({ role }) => role === 'user' || role === 'assistant').length
  differences.unless(row.message_count === turns, `${row.id} counts ${row.message_count} turns and has ${turns}`)
}

export function count(surplus: Surplus, process: Process, acts: number): void {
  surplus.set(process, (surplus.get(process) ?? 0) + acts)
}
