import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RawiError } from 'rawi'
import { type Database, openStateDatabase, schemaState } from 'rawi/maintenance'
import type { Settings } from '../settings/read-settings.ts'
import type { Finding } from './doctor.ts'

const OLDEST_SERVER = 15

/** The database: which one, whether it answers, its version and its schema; or the server that answers for it. Changes nothing in it. */
export async function databaseFindings(
  { home, databaseUrl, recorder }: Settings,
  server: string | undefined,
): Promise<Finding[]> {
  const kind = databaseUrl === undefined ? 'embedded' : 'PostgreSQL'
  if (databaseUrl === undefined && !existsSync(join(home, 'db'))) {
    return [{ check: 'database', state: 'note', finding: `${kind}, not made yet`, next: 'The first call makes it.' }]
  }
  try {
    const database = await openStateDatabase({
      stateDir: home,
      ...(databaseUrl !== undefined && { databaseUrl }),
      ...(recorder.schema !== undefined && { schema: recorder.schema }),
    })
    try {
      const server = await serverFinding(database, kind)
      const rights = await rightsFinding(database)
      return rights ? [server, rights] : [server, await schemaFinding(database, recorder.schema ?? 'public')]
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof RawiError)) throw error
    if (error.code === 'RAWI_EMBEDDED_HELD') return [heldFinding(kind, error, server)]
    return [
      { check: 'database', state: 'wrong', finding: `${kind}: ${error.code}: ${error.message}`, next: error.hint },
    ]
  }
}

/** Held by the server or by a running call is how it should be: only the look inside has to wait. */
function heldFinding(kind: string, { code, message }: RawiError, server: string | undefined): Finding {
  if (server !== undefined) {
    return { check: 'database', state: 'ok', finding: `${kind}, held by the server at ${server}; commands ask that` }
  }
  const next = 'While it runs, other calls here keep their words in the journal; look again when it has ended.'
  return { check: 'database', state: 'note', finding: `${kind}: ${code}: ${message}`, next }
}

async function serverFinding(database: Database, kind: string): Promise<Finding> {
  const { rows } = await database.query<{ version: string }>(`select current_setting('server_version') as version`)
  const version = rows[0]?.version ?? ''
  const finding = `${kind}, answers, version ${version}`
  if (Number.parseInt(version, 10) >= OLDEST_SERVER) return { check: 'database', state: 'ok', finding }
  return { check: 'database', state: 'wrong', finding, next: `Use PostgreSQL ${OLDEST_SERVER} or newer.` }
}

/** A login works in the roles that the migrations made; undefined where it may, or where they are still to be made. */
async function rightsFinding(database: Database): Promise<Finding | undefined> {
  const { rows } = await database.query<{ login: string; role: string }>(
    `select quote_ident(current_user) as login, rolname as role from pg_catalog.pg_roles
     where rolname in ('rawi_writer', 'authenticated') and not pg_has_role(current_user, oid, 'member') order by rolname desc`,
  )
  const login = rows[0]?.login
  if (login === undefined) return undefined
  const roles = rows.map(({ role }) => role).join(', ')
  return {
    check: 'rights',
    state: 'wrong',
    finding: `the login ${login} may not take on ${roles}`,
    next: `As the owner of the database, or an administrator: GRANT ${roles} TO ${login};`,
  }
}

async function schemaFinding(database: Database, schema: string): Promise<Finding> {
  const { applied, missing, unknown } = await schemaState(database, schema)
  const latest = applied.at(-1)
  if (unknown.length > 0) {
    const finding = `${schema}: a newer program migrated it (${unknown.join(', ')})`
    return { check: 'schema', state: 'wrong', finding, next: 'Update this program: it writes nothing to this schema.' }
  }
  if (missing.length === 0) return { check: 'schema', state: 'ok', finding: `${schema}, version ${latest}` }
  const finding =
    latest === undefined ? `${schema}: no tables yet` : `${schema}, version ${latest}, ${missing.length} behind`
  return { check: 'schema', state: 'note', finding, next: 'Run `rawi migrate`, or let the next start do it.' }
}
