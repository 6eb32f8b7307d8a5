import type { Statistics } from '../../packages/rawi/src/conversation/store-port.ts'
import type { Database } from '../../packages/rawi/src/store/database.ts'
import type { Differences } from './differences.ts'

interface Counted {
  readonly status: string
  readonly count: number
  readonly turns: number
}

/** Holds statistics that are kept by sums to the rows, and the rows to each other. */
export async function checkSums(database: Database, statistics: Statistics, differences: Differences): Promise<void> {
  const { rows } = await database.query<Counted>(
    'select status, count(*)::integer as count, sum(message_count)::integer as turns from conversations group by status',
  )
  const summed = new Map(statistics.by_status.map((each) => [each.status as string, each]))
  for (const { status, count, turns } of rows) {
    const sums = summed.get(status)
    differences.unless(sums?.count === count, `statistics count ${sums?.count} ${status}, there are ${count}`)
    // What runs may just be shipped.
    const told = Math.round((sums?.average_messages ?? 0) * (sums?.count ?? 0))
    if (status !== 'active')
      differences.unless(told === turns, `statistics sum ${told} turns of ${status}, there are ${turns}`)
  }
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  differences.unless(statistics.total === total, `statistics count ${statistics.total} calls, there are ${total}`)
  const [facts] = (
    await database.query<Record<string, number>>(
      `select (select count(*)::integer from outbox) as outbox,
        (select count(*)::integer from quarantine) as quarantined,
        (select count(*)::integer from messages m where not exists (select from conversations c where c.id = m.conversation_uuid)) as stray,
        (select count(*)::integer from conversation_aliases a where not exists (select from conversations c where c.id = a.conversation_uuid)) as blind`,
    )
  ).rows
  for (const [what, of] of Object.entries({
    outbox: 'rows are left in the outbox',
    quarantined: 'rows are quarantined',
    stray: 'messages have no conversation',
    blind: 'aliases lead nowhere',
  }))
    differences.unless(facts?.[what] === 0, `${facts?.[what]} ${of}`)
}
