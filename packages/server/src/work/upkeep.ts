import { AS_WRITER } from 'rawi/maintenance'
import type { House } from '../http/house.ts'
import { completeErasures } from './complete-erasures.ts'
import { runRetention } from './retention.ts'

/** Days that the ids of webhooks that came in are remembered; their tokens are valid for minutes. */
const SEEN_DAYS = 7

/** What one server of all does about once an hour: retention, what erasures left, ids that nobody asks for any more. */
export async function upkeep(house: House, signal: AbortSignal): Promise<void> {
  const now = new Date(house.clock.now())
  const removed = await runRetention(house, { signal })
  for (const [event, count] of Object.entries(removed)) {
    if (count > 0) house.log.info({ event, count }, 'retention removed what was too old')
  }
  const left = await completeErasures(house.database, now)
  if (left > 0) house.log.info({ count: left }, 'rows beside erasures were removed')
  const text = `delete from seen_webhooks where seen_at < $1::timestamptz - make_interval(days => ${SEEN_DAYS})`
  await house.database.batch([AS_WRITER, { text, values: [now] }])
}
