import { join } from 'node:path'
import type { Database } from './store/database.ts'
import { openEmbedded } from './store/embedded.ts'
import { openPostgres } from './store/postgres.ts'

/**
 * The database that a recorder with the same options would use: the server at `databaseUrl`, else the embedded one.
 * @throws RawiError RAWI_DATABASE_URL_INVALID, RAWI_EMBEDDED_HELD, RAWI_EMBEDDED_UNSAFE, RAWI_STATE_DIR_UNWRITABLE
 */
export async function openStateDatabase(options: {
  readonly databaseUrl?: string
  readonly stateDir: string
  readonly schema?: string
  /** Milliseconds one statement may take, where that is not the usual bound. */
  readonly statementTimeoutMs?: number
}): Promise<Database> {
  const { schema, statementTimeoutMs } = options
  const more = {
    ...(schema !== undefined && { schema }),
    ...(statementTimeoutMs !== undefined && { statementTimeoutMs }),
  }
  if (options.databaseUrl !== undefined) return openPostgres({ url: options.databaseUrl, ...more })
  return openEmbedded({ directory: join(options.stateDir, 'db'), ...more })
}
