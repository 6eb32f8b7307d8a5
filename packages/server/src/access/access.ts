import { timingSafeEqual } from 'node:crypto'
import type { Clock, Database } from 'rawi/maintenance'
import { RequestError } from '../http/problem.ts'
import type { Settings } from '../settings/read-settings.ts'
import type { Caller } from './caller.ts'
import { findKey, KEY_PREFIX, touchKeys } from './keys.ts'
import { knownSecrets } from './known-secrets.ts'
import { hashSecret, newSecret } from './secret.ts'
import { findSession } from './sessions.ts'
import { signInLinks } from './sign-in-links.ts'
import { tokenCheck } from './tokens.ts'

/** What a request shows of who sends it. */
export interface Credentials {
  /** After `Bearer `. */
  readonly bearer: string | undefined
  readonly cookie: string | undefined
  /** The connection comes from this machine. */
  readonly local: boolean
  /** Called before the database is asked about a secret that is not known to be good; it may throw. */
  readonly unknown: () => Promise<void>
}

export interface Access {
  /** Who sends a request; undefined for a stranger. @throws RawiError RAWI_ACCESS_REFUSED for credentials that are bad */
  identify(credentials: Credentials): Promise<Caller | undefined>
  readonly links: ReturnType<typeof signInLinks>
  /** Lets commands on this machine in; written into the state folder, good for this run only. */
  readonly localSecret: string
  /** A key or session changed here. */
  forget(id: string): void
  close(): Promise<void>
}

const TOUCH_EVERY_MS = 60_000

export function openAccess(database: Database, clock: Clock, settings: Settings, tenantId: string): Access {
  const localSecret = newSecret('rawi_local_')
  const localHash = hashSecret(localSecret)
  const keys = knownSecrets('key', clock, (hash) => findKey(database, hash))
  const sessions = knownSecrets('session', clock, (hash) => findSession(database, hash))
  const checkToken = settings.jwt && tokenCheck(settings.jwt)
  const used = new Set<string>()
  const touch = async () => {
    const ids = [...used]
    used.clear()
    // Best effort: it only tells people which keys are in use.
    if (ids.length > 0) await touchKeys(database, ids).catch(() => {})
  }
  const timer = setInterval(touch, TOUCH_EVERY_MS).unref()
  const local: Caller = { tenantId, scopes: new Set(['admin']), kind: 'key', id: 'local', name: 'this machine' }

  const byBearer = async (
    bearer: string,
    fromHere: boolean,
    unknown: () => Promise<void>,
  ): Promise<Caller | undefined> => {
    if (bearer.startsWith(KEY_PREFIX)) {
      const hash = hashSecret(bearer)
      if (fromHere && timingSafeEqual(hash, localHash)) return local
      const caller = await keys.callerOf(hash, unknown)
      if (caller === undefined) throw refused('The key is unknown, expired or revoked.')
      used.add(caller.id)
      return caller
    }
    if (checkToken === undefined) throw refused('The credentials are of no kind that is accepted here.')
    return checkToken(bearer)
  }
  return {
    async identify({ bearer, cookie, local: fromHere, unknown }) {
      if (bearer !== undefined) return byBearer(bearer, fromHere, unknown)
      if (cookie === undefined) return undefined
      const caller = await sessions.callerOf(hashSecret(cookie), unknown)
      if (caller === undefined) throw refused('The session has ended.')
      return caller
    },
    links: signInLinks(clock),
    localSecret,
    forget(id) {
      keys.forget(id)
      sessions.forget(id)
    },
    async close() {
      clearInterval(timer)
      await touch()
    },
  }
}

function refused(detail: string): RequestError {
  return new RequestError('RAWI_ACCESS_REFUSED', detail)
}
