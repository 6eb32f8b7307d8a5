import type pg from 'pg'
import type { ConversationBatch } from '../../packages/rawi/src/conversation/store-port.ts'
import type { Saver } from './saver.ts'
import { connected, conversationInsert, MESSAGE_COLUMNS, SCHEMA } from './tables.ts'

/** An awaited INSERT per message between `begin` and `commit`. */
export async function rowsInOneTransaction(url: string): Promise<Saver> {
  const client = await connected(url)
  return {
    name: 'row by row, one transaction',
    async save(batch) {
      await client.query('begin')
      await insertRows(client, batch)
      await client.query('commit')
    },
    close: () => client.end(),
  }
}

/** An awaited INSERT per message, each its own transaction: the old system. */
export async function rowsByThemselves(url: string): Promise<Saver> {
  const client = await connected(url)
  return {
    name: 'row by row, autocommit',
    most: 1_000,
    save: (batch) => insertRows(client, batch),
    close: () => client.end(),
  }
}

async function insertRows(client: pg.Client, batch: ConversationBatch): Promise<void> {
  await client.query(conversationInsert(batch))
  const { id, tenantId } = batch.start
  for (const { writer, seq, role, content, timestamp } of batch.messages) {
    await client.query({
      name: 'row',
      text: `insert into ${SCHEMA}.messages (${MESSAGE_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [id, tenantId, writer, seq, role, content, new Date(timestamp)],
    })
  }
}
