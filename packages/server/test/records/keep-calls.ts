import type { EndOptions, MessageInput, StartOptions } from 'rawi'
import { vi } from 'vitest'
import type { TestServer } from '../http/run-server.ts'

export interface KeptCall {
  readonly start?: StartOptions
  readonly messages?: readonly (MessageInput | string)[]
  readonly end?: EndOptions
}

/** Keeps calls through the recorder of a tenant, as an agent does; texts are turns of caller and agent. Gives their ids. */
export async function keepCalls(
  rawi: TestServer,
  calls: readonly KeptCall[],
  tenantId = rawi.server.house.tenantId,
): Promise<string[]> {
  const recorder = await rawi.server.house.recorderOf(tenantId)
  const ids: string[] = []
  for (const { start, messages = ['مرحباً', 'أهلاً بك'], end } of calls) {
    const conversation = recorder.startConversation(start)
    for (const [at, message] of messages.entries()) {
      conversation.addMessage(
        typeof message === 'string' ? { role: at % 2 === 0 ? 'user' : 'assistant', content: message } : message,
      )
    }
    const { id, saved } = await conversation.end(end)
    // A busy machine may take longer over megabytes than the end of a call waits.
    if (!saved) await vi.waitUntil(() => hasEnded(rawi, id), { timeout: 60_000, interval: 100 })
    ids.push(id)
  }
  return ids
}

async function hasEnded(rawi: TestServer, id: string): Promise<boolean> {
  const ended = 'select from conversations where id = $1 and ended_at is not null'
  return (await rawi.server.house.database.query(ended, [id])).rowCount === 1
}

/** Waits until words and numbers of what was saved can be found. */
export async function settled(rawi: TestServer, tenantId = rawi.server.house.tenantId): Promise<void> {
  await (await rawi.server.house.recorderOf(tenantId)).getStatistics()
  // The recorder's own housekeeping may be at it at the same time.
  const { database } = rawi.server.house
  const waiting = async () => (await database.query('select from outbox where tenant_id = $1', [tenantId])).rowCount
  await vi.waitUntil(async () => (await waiting()) === 0, { timeout: 10_000 })
}

/** Moves a call in time, as if it had begun then; the outbox counts it anew. */
export async function moveCall(rawi: TestServer, id: string, startedAt: string): Promise<void> {
  const { database } = rawi.server.house
  await database.query(
    `update conversations set started_at = $2::timestamptz, ended_at = $2::timestamptz + make_interval(secs => duration_seconds) where id = $1`,
    [id, startedAt],
  )
  await database.query(
    'insert into outbox (tenant_id, conversation_uuid) select tenant_id, id from conversations where id = $1',
    [id],
  )
}
