import { createEndpoint } from '../../src/webhooks/endpoints.ts'
import { sendTest } from '../../src/webhooks/send-test.ts'
import type { TestServer } from '../http/run-server.ts'

const NOWHERE = 'https://127.0.0.1:1/never-called'

/** An endpoint of the house's tenant to which nothing can be sent. */
export async function makeWebhook({ server }: TestServer): Promise<string> {
  const { database, tenantId, audit } = server.house
  const caller = { tenantId, kind: 'key', id: 'test' } as const
  const given = { url: NOWHERE, description: '', events: ['conversation.ended'], createdBy: 'test' } as const
  const made = await createEndpoint(database, tenantId, given, new Date(), (id) =>
    audit.statement({ caller, action: 'webhook.created', target: { kind: 'webhook', id } }),
  )
  return made.endpoint.id
}

/** A delivery to such an endpoint. */
export async function makeDelivery(rawi: TestServer): Promise<string> {
  const { database, tenantId } = rawi.server.house
  const endpoint = await makeWebhook(rawi)
  await sendTest(database, { tenantId, endpoint }, new Date())
  const { rows } = await database.query<{ id: string }>('select id from webhook_deliveries where endpoint_id = $1', [
    endpoint,
  ])
  return rows[0]?.id ?? ''
}
