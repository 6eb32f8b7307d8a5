import { once } from 'node:events'
import { from } from 'pg-copy-streams'
import type { Saver } from './saver.ts'
import { connected, conversationInsert, MESSAGE_COLUMNS, SCHEMA } from './tables.ts'

const SPECIAL = /[\\\n\r\t]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The bulk loader: the measure of all others. In a transaction, because the conversation's row belongs to its messages. */
export async function copySave(url: string): Promise<Saver> {
  const client = await connected(url)
  return {
    name: 'COPY',
    async save(batch) {
      await client.query('begin')
      await client.query(conversationInsert(batch))
      const stream = client.query(from(`copy ${SCHEMA}.messages (${MESSAGE_COLUMNS}) from stdin`))
      const { id, tenantId } = batch.start
      let rows = ''
      for (const { writer, seq, role, content, timestamp } of batch.messages) {
        const text = content.replace(SPECIAL, (character) => ESCAPES[character] ?? character)
        rows += `${id}\t${tenantId}\t${writer}\t${seq}\t${role}\t${text}\t${new Date(timestamp).toISOString()}\n`
      }
      stream.end(rows)
      await once(stream, 'finish')
      await client.query('commit')
    },
    close: () => client.end(),
  }
}
