import { randomUUID } from 'node:crypto'
import { BOUNDS, type Database } from 'rawi/maintenance'
import { RequestError } from '../http/problem.ts'
import { readAs, writeAs } from './as-caller.ts'
import type { Scope } from './caller.ts'
import type { SecretRow } from './known-secrets.ts'
import { hashSecret, newSecret } from './secret.ts'

export const KEY_PREFIX = 'rawi_'
/** Characters of a key that are kept to tell keys apart: 48 of its 256 random bits. */
const SHOWN = KEY_PREFIX.length + 8

/** A key as people see it: never the key itself, which exists only where it was made. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly created_at: Date
  readonly created_by: string
  readonly last_used_at: Date | null
  readonly expires_at: Date | null
  readonly revoked_at: Date | null
}

export interface NewKey {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt?: Date
  /** Kind and id of who made it. */
  readonly createdBy: string
}

const COLUMNS = 'id, name, prefix, scopes, created_at, created_by, last_used_at, expires_at, revoked_at'

/** Makes a key; it is told once, here. @throws RequestError RAWI_CONFLICT where `API_KEYS_MAX` are in force */
export async function createKey(
  database: Database,
  tenantId: string,
  { name, scopes, expiresAt, createdBy }: NewKey,
): Promise<{ key: string; row: ApiKey }> {
  const key = newSecret(KEY_PREFIX)
  const [result] = await writeAs(database, {
    text: `insert into api_keys (id, tenant_id, name, prefix, hash, scopes, created_by, expires_at)
      select $1::uuid, $2::uuid, $3, $4, $5::bytea, $6::text[], $7, $8::timestamptz
      where (select count(*) from api_keys where tenant_id = $2::uuid and revoked_at is null) < ${BOUNDS.API_KEYS_MAX}
      returning ${COLUMNS}`,
    values: [
      randomUUID(),
      tenantId,
      name,
      key.slice(0, SHOWN),
      hashSecret(key),
      [...scopes],
      createdBy,
      expiresAt ?? null,
    ],
  })
  const row = result?.rows[0] as ApiKey | undefined
  if (!row) throw new RequestError('RAWI_CONFLICT', `${BOUNDS.API_KEYS_MAX} keys are in force; revoke one first.`)
  return { key, row }
}

/** All keys of a tenant, newest first, those that are in force before revoked ones; at most `API_KEYS_MAX`. */
export async function listKeys(database: Database, tenantId: string): Promise<ApiKey[]> {
  const [result] = await readAs(
    database,
    { tenantId },
    {
      text: `select ${COLUMNS} from api_keys where tenant_id = (select rawi.tenant_id())
      order by revoked_at is not null, created_at desc, id desc limit ${BOUNDS.API_KEYS_MAX}`,
    },
  )
  return (result?.rows ?? []) as ApiKey[]
}

/** Revokes a key by its id, for good; revoking it again changes nothing. Undefined where there is none. */
export async function revokeKey(database: Database, tenantId: string, id: string): Promise<ApiKey | undefined> {
  const [result] = await writeAs(database, {
    text: `update api_keys set revoked_at = coalesce(revoked_at, now()) where tenant_id = $1 and id = $2::uuid returning ${COLUMNS}`,
    values: [tenantId, id],
  })
  return result?.rows[0] as ApiKey | undefined
}

/** The key in force with this hash. */
export async function findKey(database: Database, hash: Buffer): Promise<SecretRow | undefined> {
  const [result] = await writeAs(database, {
    name: 'rawi_find_key',
    text: `select id, tenant_id, name, scopes, expires_at from api_keys where hash = $1::bytea and revoked_at is null`,
    values: [hash],
  })
  return result?.rows[0] as SecretRow | undefined
}

/** Notes that keys were used. */
export async function touchKeys(database: Database, ids: readonly string[]): Promise<void> {
  await writeAs(database, {
    text: 'update api_keys set last_used_at = now() where id = any($1::uuid[])',
    values: [[...ids]],
  })
}

/** Whether any key of any tenant is in force. */
export async function anyKey(database: Database): Promise<boolean> {
  const [result] = await writeAs(database, {
    text: `select exists (select from api_keys where revoked_at is null and coalesce(expires_at > now(), true)) as found`,
  })
  return (result?.rows[0] as { found?: boolean } | undefined)?.found === true
}
