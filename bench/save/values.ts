import type { Saver } from './saver.ts'
import { connected, conversationInsert, MESSAGE_COLUMNS, SCHEMA } from './tables.ts'

/** The protocol takes 65,535 parameters; a row has seven. */
const ROWS_AT_ONCE = 5_000

/** One INSERT with a row of parameters per message, as query builders write it. */
export async function valuesSave(url: string): Promise<Saver> {
  const client = await connected(url)
  return {
    name: 'multi-row VALUES',
    async save(batch) {
      await client.query('begin')
      await client.query(conversationInsert(batch))
      for (let at = 0; at < batch.messages.length; at += ROWS_AT_ONCE) {
        const values: unknown[] = []
        const rows = batch.messages.slice(at, at + ROWS_AT_ONCE).map((message) => {
          const { writer, seq, role, content, timestamp } = message
          const first =
            values.push(batch.start.id, batch.start.tenantId, writer, seq, role, content, new Date(timestamp)) - 6
          return `($${first},$${first + 1},$${first + 2},$${first + 3},$${first + 4},$${first + 5},$${first + 6})`
        })
        await client.query(`insert into ${SCHEMA}.messages (${MESSAGE_COLUMNS}) values ${rows.join(',')}`, values)
      }
      await client.query('commit')
    },
    close: () => client.end(),
  }
}
