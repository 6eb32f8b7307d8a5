import { BOUNDS, type Clock } from 'rawi/maintenance'
import { hashSecret, newSecret } from './secret.ts'

/** Links waiting at once; the oldest goes first. */
const LINKS_MAX = 100
const MINUTE_MS = 60_000

/** One-time secrets that let a person at a browser in; they live in this process only. */
export function signInLinks(clock: Clock) {
  const open = new Map<string, { readonly tenantId: string; readonly until: number }>()
  const name = (secret: string) => hashSecret(secret).toString('base64')
  return {
    /** A new secret, good once within `SIGN_IN_MINUTES`. */
    create(tenantId: string): string {
      const secret = newSecret()
      const oldest = open.size >= LINKS_MAX ? open.keys().next().value : undefined
      if (oldest !== undefined) open.delete(oldest)
      open.set(name(secret), { tenantId, until: clock.monotonic() + BOUNDS.SIGN_IN_MINUTES * MINUTE_MS })
      return secret
    },
    /** Whose tenant a good secret leads to; asking uses it up. */
    use(secret: string): string | undefined {
      const link = open.get(name(secret))
      open.delete(name(secret))
      return link && clock.monotonic() < link.until ? link.tenantId : undefined
    },
  }
}
