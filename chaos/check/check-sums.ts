import type { Statistics } from '../../packages/rawi/src/conversation/store-port.ts'
import type { Database } from '../../packages/rawi/src/store/database.ts'
import type { Differences } from './differences.ts'

interface Counted {
  readonly status: string
  readonly count: number
}

/** Holds statistics that are kept by sums to the rows, and the rows to each other. */
export async function checkSums(database: Database, statistics: Statistics, differences: Differences): Promise<void> {
  const { rows } = await database.query<Counted>(
    'select status, count(*)::integer as count from conversations group by status',
  )
  const raw = Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  const summed = Object.fromEntries(
    statistics.by_status.filter(({ count }) => count > 0).map(({ status, count }) => [status, count]),
  )
  for (const status of new Set([...Object.keys(raw), ...Object.keys(summed)]))
    differences.unless(
      raw[status] === summed[status],
      `statistics count ${summed[status]} ${status}, there are ${raw[status]}`,
    )
  const [facts] = (
    await database.query<Record<string, number>>(
      `select (select coalesce(sum(message_count), 0)::integer from conversations) as turns,
        (select count(*)::integer from outbox) as outbox,
        (select count(*)::integer from quarantine) as quarantined,
        (select count(*)::integer from messages m where not exists (select from conversations c where c.id = m.conversation_uuid)) as stray,
        (select count(*)::integer from conversation_aliases a where not exists (select from conversations c where c.id = a.conversation_uuid)) as blind`,
    )
  ).rows
  differences.unless(
    facts?.turns === statistics.total_messages,
    `statistics sum ${statistics.total_messages} turns, there are ${facts?.turns}`,
  )
  for (const [what, of] of Object.entries({
    outbox: 'rows are left in the outbox',
    quarantined: 'rows are quarantined',
    stray: 'messages have no conversation',
    blind: 'aliases lead nowhere',
  }))
    differences.unless(facts?.[what] === 0, `${facts?.[what]} ${of}`)
}
