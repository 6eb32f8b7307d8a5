import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { RawiError } from 'rawi'
import type { JwtSettings } from '../settings/jwt-settings.ts'
import type { Caller, Scope } from './caller.ts'

/** What each role of a token may do; other roles are nobody's. */
const ROLES: Readonly<Record<string, readonly Scope[]>> = {
  viewer: ['read'],
  operator: ['read', 'write', 'operate'],
  admin: ['read', 'write', 'operate', 'admin'],
}

const DEFAULT_TENANT = '00000000-0000-0000-0000-000000000000'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const CLOCK_TOLERANCE_SECONDS = 5
const FETCH_MS = 5_000

/** Who a token speaks for: undefined for one that is valid and names no role here, which makes a stranger of them. */
export type CheckToken = (token: string) => Promise<Caller | undefined>

/**
 * Checks tokens of the configured issuer: algorithms pinned, `iss`, `aud`, `exp` and `sub` required. Tenant and role
 * come from `app_metadata`, which only the issuer can write; `user_metadata` is not looked at.
 * @throws RawiError RAWI_ACCESS_REFUSED; RAWI_BUSY where the issuer's keys cannot be fetched
 */
export function tokenCheck(settings: JwtSettings): CheckToken {
  const { issuer, audience, algorithms } = settings
  const options = {
    issuer,
    audience,
    algorithms: [...algorithms],
    requiredClaims: ['iss', 'aud', 'exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  }
  const { key } = settings
  const keys: JWTVerifyGetKey =
    'secret' in key ? async () => key.secret : createRemoteJWKSet(new URL(key.jwksUrl), { timeoutDuration: FETCH_MS })
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, options)
      return callerOf(payload)
    } catch (error) {
      if (error instanceof RawiError) throw error
      if (keysAreAway(error))
        throw new RawiError('RAWI_BUSY', 'The keys of the issuer cannot be fetched.', { cause: error })
      throw new RawiError('RAWI_ACCESS_REFUSED', 'The token is refused.')
    }
  }
}

function keysAreAway(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC'
}

function callerOf({ sub = '', app_metadata: app }: JWTPayload): Caller | undefined {
  if (typeof app !== 'object' || app === null) return undefined
  const { rawi_role: role, tenant_id: tenant = DEFAULT_TENANT } = app as Record<string, unknown>
  const scopes = typeof role === 'string' && Object.hasOwn(ROLES, role) ? ROLES[role] : undefined
  if (scopes === undefined || typeof tenant !== 'string' || !UUID.test(tenant)) return undefined
  return { tenantId: tenant.toLowerCase(), scopes: new Set(scopes), kind: 'token', id: sub, name: `token ${role}` }
}
