import { randomUUID } from 'node:crypto'
import { BOUNDS, type Clock, type Database } from 'rawi/maintenance'
import { writeAs } from './as-caller.ts'
import type { Caller, Scope } from './caller.ts'
import type { SecretRow } from './known-secrets.ts'
import { hashSecret, newSecret } from './secret.ts'

const HOUR_MS = 3_600_000

/** Begins a session of a person at a browser; its secret goes into the cookie and nowhere else. */
export async function createSession(
  database: Database,
  clock: Clock,
  { tenantId, name, scopes }: { readonly tenantId: string; readonly name: string; readonly scopes: readonly Scope[] },
): Promise<{ secret: string; caller: Caller; seconds: number }> {
  const id = randomUUID()
  const secret = newSecret()
  const now = clock.now()
  const expires = now + BOUNDS.SESSION_HOURS * HOUR_MS
  await writeAs(
    database,
    {
      text: 'insert into sessions (id, tenant_id, name, hash, scopes, expires_at) values ($1, $2, $3, $4, $5, $6)',
      values: [id, tenantId, name, hashSecret(secret), [...scopes], new Date(expires)],
    },
    { text: 'delete from sessions where expires_at < $1', values: [new Date(now)] },
  )
  const caller: Caller = { tenantId, scopes: new Set(scopes), kind: 'session', id, name }
  return { secret, caller, seconds: (expires - now) / 1_000 }
}

export async function findSession(database: Database, hash: Buffer): Promise<SecretRow | undefined> {
  const [result] = await writeAs(database, {
    name: 'rawi_find_session',
    text: 'select id, tenant_id, name, scopes, expires_at from sessions where hash = $1::bytea',
    values: [hash],
  })
  return result?.rows[0] as SecretRow | undefined
}

export async function endSession(database: Database, id: string): Promise<void> {
  await writeAs(database, { text: 'delete from sessions where id = $1', values: [id] })
}
