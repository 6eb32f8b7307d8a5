import { randomUUID } from 'node:crypto'
import { AS_WRITER, type Database } from 'rawi/maintenance'
import { addEvent, eventId } from './add-event.ts'
import { TEST_EVENT } from './event-types.ts'

/** Puts a test event on its way to one endpoint; undefined where that is switched off. */
export function sendTest(
  database: Database,
  { tenantId, endpoint }: { readonly tenantId: string; readonly endpoint: string },
  now: Date,
): Promise<string | undefined> {
  const event = {
    tenantId,
    type: TEST_EVENT,
    key: [endpoint, randomUUID()],
    endpoint,
    data: { webhook: endpoint },
  } as const
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    await addEvent(query, event, now)
    const { rows } = await query<{ id: string }>('select id from webhook_events where id = $1', [eventId(event)])
    return rows[0]?.id
  })
}
