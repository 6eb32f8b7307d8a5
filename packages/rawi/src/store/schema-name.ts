import { RawiError } from '../conversation/errors.ts'

/** A schema name that is safe inside SQL text, quoted. @throws RAWI_CONFIG_INVALID */
export function quoteSchema(schema: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_') || schema === 'information_schema') {
    throw new RawiError(
      'RAWI_CONFIG_INVALID',
      'A schema name holds 1 to 63 of a-z, 0-9 and _, begins with a letter or _, and not with pg_.',
    )
  }
  return `"${schema}"`
}
