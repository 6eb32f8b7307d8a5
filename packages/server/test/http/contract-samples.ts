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
}

/** Bodies that the schema alone does not lead to, by method and path. */
export const BODY_SAMPLES: Readonly<Record<string, unknown>> = {}
