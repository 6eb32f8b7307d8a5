import type { Statement } from './database.ts'
import { settingsStatement } from './settings.ts'

/**
 * As `asReader`, for statements that are prepared and whose plan is the same whatever their values: planning such a one
 * costs as much as running it.
 */
export function asPlannedReader(tenantId: string): Statement {
  return reader(tenantId, { plan_cache_mode: 'force_generic_plan' })
}

/** As `asPlannedReader`, for exports: moments in UTC, and no plan compiled, which would take longer than running it. */
export function asExporter(tenantId: string): Statement {
  return reader(tenantId, { timezone: 'UTC', jit: 'off', plan_cache_mode: 'force_generic_plan' })
}

function reader(tenantId: string, more: Readonly<Record<string, string>>): Statement {
  const claims = { role: 'authenticated', app_metadata: { rawi_role: 'admin', tenant_id: tenantId } }
  // The rarer names first: statements are told apart by the beginning of theirs.
  return settingsStatement({ ...more, role: 'authenticated', 'request.jwt.claims': JSON.stringify(claims) })
}
