import { RawiError } from 'rawi'
import { BOUNDS, type Clock } from 'rawi/maintenance'
import type { Caller, Scope } from './caller.ts'

/** A key or a session as its table has it. */
export interface SecretRow {
  readonly id: string
  readonly tenant_id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expires_at: Date | null
}

interface Known {
  readonly caller: Caller | undefined
  readonly expiresAt: number
  readonly askedAt: number
}

/**
 * Whom secrets belong to. The database is asked again after `ACCESS_CACHE_MS`; while it is away, a secret that was
 * good when it was last asked stays good for `ACCESS_AWAY_MS`, so that ingest goes on as the recorder does.
 */
export function knownSecrets(
  kind: 'key' | 'session',
  clock: Clock,
  find: (hash: Buffer) => Promise<SecretRow | undefined>,
) {
  const known = new Map<string, Known>()
  const remember = (name: string, entry: Known) => {
    known.delete(name)
    known.set(name, entry)
    const oldest = known.size > BOUNDS.ACCESS_CACHE_MAX ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
  }
  const valid = ({ caller, expiresAt }: Known) => (expiresAt > clock.now() ? caller : undefined)
  return {
    /** `unknown` is called before the database is asked about a secret that was not good before; it may throw. */
    async callerOf(hash: Buffer, unknown: () => Promise<void>): Promise<Caller | undefined> {
      const name = hash.toString('base64')
      const before = known.get(name)
      const askedAt = clock.monotonic()
      if (before && askedAt - before.askedAt < BOUNDS.ACCESS_CACHE_MS) return valid(before)
      if (before === undefined) await unknown()
      try {
        const row = await find(hash)
        const entry = { caller: row && callerOf(kind, row), expiresAt: row?.expires_at?.getTime() ?? Infinity, askedAt }
        // What nobody holds is not remembered: guesses would push out what is in use.
        if (row) remember(name, entry)
        else known.delete(name)
        return valid(entry)
      } catch (error) {
        const mayPass = before?.caller && askedAt - before.askedAt < BOUNDS.ACCESS_AWAY_MS
        if (mayPass && error instanceof RawiError && error.code.startsWith('RAWI_DATABASE_')) return valid(before)
        throw error
      }
    },
    /** After a change in this process: the next request asks the database. */
    forget(id: string): void {
      for (const [name, { caller }] of known) if (caller?.id === id) known.delete(name)
    },
  }
}

function callerOf(kind: 'key' | 'session', row: SecretRow): Caller {
  return { tenantId: row.tenant_id, scopes: new Set(row.scopes), kind, id: row.id, name: row.name }
}
