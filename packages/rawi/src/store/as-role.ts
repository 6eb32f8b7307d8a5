import type { Statement } from './database.ts'
import { settingsStatement } from './settings.ts'

/**
 * First in every transaction that writes: the product never works as the owner of its tables, and what it takes on
 * ends with the transaction. Prepared statements are planned once: planning a save costs more than a short one.
 */
export const AS_WRITER: Statement = {
  text: `select set_config('role', 'rawi_writer', true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
  settings: { role: 'rawi_writer', plan_cache_mode: 'force_generic_plan' },
}

/**
 * First in every transaction that saves. It touches few rows, each by a key; a plan made while the tables were small
 * would read all of them instead, and go on doing so while they grow, until the server's statistics are renewed.
 */
export const AS_SAVER: Statement = settingsStatement({ ...AS_WRITER.settings, enable_seqscan: 'off' })

/** First in every transaction that reads for people: row-level security then shows one tenant only, and nothing can be written. */
export function asReader(tenantId: string, more: Readonly<Record<string, string>> = {}): Statement {
  const claims = { role: 'authenticated', app_metadata: { rawi_role: 'admin', tenant_id: tenantId } }
  // The rarer names first: statements are told apart by the beginning of theirs.
  const settings = { ...more, role: 'authenticated', 'request.jwt.claims': JSON.stringify(claims) }
  return settingsStatement(settings)
}
