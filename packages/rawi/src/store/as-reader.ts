import { asReader } from './as-role.ts'
import type { Statement } from './database.ts'

/**
 * As `asReader`, for statements that are prepared and whose plan is the same whatever their values: planning such a one
 * costs as much as running it.
 */
export function asPlannedReader(tenantId: string): Statement {
  return asReader(tenantId, { plan_cache_mode: 'force_generic_plan' })
}

/** As `asPlannedReader`, for exports: moments in UTC, and no plan compiled, which would take longer than running it. */
export function asExporter(tenantId: string): Statement {
  return asReader(tenantId, { timezone: 'UTC', jit: 'off', plan_cache_mode: 'force_generic_plan' })
}
