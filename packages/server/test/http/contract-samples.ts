import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keepCalls } from '../records/keep-calls.ts'
import { makeDelivery, makeWebhook } from '../webhooks/make-webhook.ts'
import type { TestServer } from './run-server.ts'

/** Something of the house's own tenant that each path parameter can name. A new parameter needs its line here. */
export const PARAMETER_SAMPLES: Readonly<Record<string, (rawi: TestServer) => Promise<string>>> = {
  async key_id(rawi) {
    await rawi.key(['read'])
    const { rows } = await rawi.server.house.database.query<{ id: string }>(
      'select id from api_keys where tenant_id = $1 order by created_at desc limit 1',
      [rawi.server.house.tenantId],
    )
    return rows[0]?.id ?? ''
  },
  async conversation_id(rawi) {
    const [id = ''] = await keepCalls(rawi, [{}])
    await layRecording(rawi, id)
    return id
  },
  async user_id(rawi) {
    return (await rawi.server.house.recorder.saveUser({ phone: '+963991234567', name: 'أحمد' })).id
  },
  webhook_id: makeWebhook,
  delivery_id: makeDelivery,
}

/** Something to hear: what it sounds like is nothing to the routes. */
async function layRecording(rawi: TestServer, id: string): Promise<void> {
  const folder = join(rawi.home, 'recordings')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${id}.ogg`), 'OggS')
  const { database, tenantId } = rawi.server.house
  await database.query(
    `insert into recordings (conversation_uuid, tenant_id, file, container, codec, channels, sample_rate, started_at)
      values ($1::uuid, $2, $1 || '.ogg', 'ogg', 'opus', 2, 24000, now())`,
    [id, tenantId],
  )
}

/** Bodies that the schema alone does not lead to, by method and path. */
export const BODY_SAMPLES: Readonly<Record<string, unknown>> = {
  'POST /v1/webhooks': { url: 'https://rawi.invalid/hook', events: ['conversation.ended'] },
  'PATCH /v1/webhooks/{webhook_id}': { enabled: false },
  'POST /v1/retention/run': { dry_run: true },
  'PATCH /v1/conversations/{conversation_id}': { tags: ['a'] },
  'PATCH /v1/calls/{conversation_id}/record': { rating: 5 },
  'PATCH /v1/users/{user_id}': { name: 'أحمد' },
  'POST /v1/erasures': { phone: '+963991234567' },
}
