import type { Statement } from './database.ts'

/**
 * First in every transaction that writes: the product never works as the owner of its tables, and what it takes on
 * ends with the transaction. Prepared statements are planned once: planning a save costs more than a short one.
 */
export const AS_WRITER: Statement = {
  name: 'rawi_as_writer',
  text: `select set_config('role', 'rawi_writer', true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
}

/** First in every transaction that reads for people: row-level security then shows one tenant only. */
export function asReader(tenantId: string): Statement {
  const claims = { role: 'authenticated', app_metadata: { rawi_role: 'admin', tenant_id: tenantId } }
  return {
    name: 'rawi_as_reader',
    text: `select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)`,
    values: [JSON.stringify(claims)],
  }
}
