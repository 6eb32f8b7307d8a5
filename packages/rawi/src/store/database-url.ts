import pg from 'pg'
import { RawiError } from '../conversation/errors.ts'

/** Where a connection goes, without its secrets. */
export interface DatabaseAddress {
  /** `host:port`, for messages. */
  readonly place: string
  /** A transaction pooler stands between, so that nothing may live longer than a transaction. */
  readonly pooled: boolean
}

const TRANSACTION_POOLER_PORT = '6543'

/** What stands behind the colon after the host; no password, which an @ would follow. */
const PORT = /(?<!^postgres(?:ql)?):[^:@/?#\]]*(?=[/?#]|$)(?!.*@)/

/**
 * The URL as it is given to the driver, which takes `require` for `verify-full` too and says so at each start: the certificate
 * is checked in any case, unless `uselibpqcompat=true` asks for less.
 */
export function connectionText(text: string): string {
  if (/[?&]uselibpqcompat=/.test(text)) return text
  return text.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}

/**
 * Reads a connection URL without connecting.
 * @throws RAWI_DATABASE_URL_INVALID, never showing the URL's password
 */
export function readDatabaseUrl(text: string): DatabaseAddress {
  const refuse = (why: string, cause?: unknown): never => {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
    throw new RawiError('RAWI_DATABASE_URL_INVALID', `The database URL ${why}${code}.`)
  }
  if (!/^postgres(ql)?:\/\//.test(text)) refuse('does not begin with postgres:// or postgresql://')
  // `user@/database?host=/folder` names a socket; URL knows no empty host behind a user.
  const hostless = /^[^/]+\/\/[^/?#]*@\//.test(text)
  let url: URL
  try {
    url = new URL(hostless ? text.replace('@/', '@hostless/') : text)
  } catch {
    if (URL.canParse(text.replace(PORT, ''))) return refuse('has a port that is no number from 1 to 65535')
    return refuse('cannot be read: characters such as @ / # ? % in the password must be percent-encoded')
  }
  try {
    for (const part of [url.username, url.password, url.pathname, url.hostname]) decodeURIComponent(part)
  } catch {
    refuse('has a percent sign that encodes nothing: write % as %25')
  }
  const host = url.searchParams.get('host') ?? (hostless ? '' : decodeURIComponent(url.hostname))
  if (host === '') refuse('names no host')
  if (url.pathname.length < 2) refuse('names no database')
  try {
    // Reads certificate files that the URL names, so that a wrong path is told now.
    void new pg.Client({ connectionString: connectionText(text) })
  } catch (error) {
    refuse('has parameters that do not work', error)
  }
  const port = url.searchParams.get('port') ?? (url.port || '5432')
  return {
    place: host.startsWith('/') ? host : `${host}:${port}`,
    pooled: port === TRANSACTION_POOLER_PORT || url.searchParams.get('pgbouncer') === 'true',
  }
}
