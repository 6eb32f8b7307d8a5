import { RawiError } from 'rawi'

const SECRET_MIN_BYTES = 32
const SHARED = ['HS256', 'HS384', 'HS512']
const PUBLIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Whose tokens are accepted, and how they are checked. */
export interface JwtSettings {
  readonly issuer: string
  readonly audience: string
  /** Of one kind only: a public key is never taken for a shared secret. */
  readonly algorithms: readonly string[]
  readonly key: { readonly secret: Uint8Array } | { readonly jwksUrl: string }
}

interface Given {
  readonly RAWI_JWT_ISSUER?: string | undefined
  readonly RAWI_JWT_AUDIENCE?: string | undefined
  readonly RAWI_JWT_JWKS_URL?: string | undefined
  readonly RAWI_JWT_SECRET?: string | undefined
  readonly RAWI_JWT_ALGORITHMS?: string[] | undefined
}

/** @throws RawiError RAWI_CONFIG_INVALID, RAWI_SECRET_WEAK */
export function jwtSettings(given: Given): JwtSettings | undefined {
  const { RAWI_JWT_ISSUER: issuer, RAWI_JWT_JWKS_URL: jwksUrl, RAWI_JWT_SECRET: secret } = given
  if (issuer === undefined && jwksUrl === undefined && secret === undefined) return undefined
  if (issuer === undefined) throw wrong('RAWI_JWT_ISSUER must name the issuer of the tokens.')
  if ((jwksUrl === undefined) === (secret === undefined)) {
    throw wrong('RAWI_JWT_ISSUER needs one of RAWI_JWT_JWKS_URL and RAWI_JWT_SECRET.')
  }
  const fitting = secret === undefined ? PUBLIC : SHARED
  const algorithms = given.RAWI_JWT_ALGORITHMS ?? (secret === undefined ? ['RS256', 'ES256', 'EdDSA'] : ['HS256'])
  if (algorithms.length === 0 || algorithms.some((algorithm) => !fitting.includes(algorithm))) {
    throw wrong(`RAWI_JWT_ALGORITHMS must be some of ${fitting.join(', ')} for this kind of key.`)
  }
  return {
    issuer,
    audience: given.RAWI_JWT_AUDIENCE ?? 'authenticated',
    algorithms,
    key: secret === undefined ? { jwksUrl: jwksUrl ?? '' } : { secret: strongSecret(secret) },
  }
}

function strongSecret(secret: string): Uint8Array {
  const bytes = new TextEncoder().encode(secret)
  if (bytes.length >= SECRET_MIN_BYTES) return bytes
  throw new RawiError('RAWI_SECRET_WEAK', `RAWI_JWT_SECRET has ${bytes.length} bytes, fewer than ${SECRET_MIN_BYTES}.`)
}

function wrong(detail: string): RawiError {
  return new RawiError('RAWI_CONFIG_INVALID', detail)
}
