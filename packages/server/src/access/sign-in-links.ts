import { BOUNDS, type Clock } from 'rawi/maintenance'
import { hashSecret, newSecret } from './secret.ts'

/** Links waiting at once; the oldest goes first. */
const LINKS_MAX = 100

/** One-time secrets that let a person at a browser in; they live in this process only. */
export function signInLinks(clock: Clock) {
  const open = new Map<string, number>()
  const name = (secret: string) => hashSecret(secret).toString('base64')
  return {
    /** A new secret, good once within `SIGN_IN_MINUTES`. */
    create(): string {
      const secret = newSecret()
      const oldest = open.size >= LINKS_MAX ? open.keys().next().value : undefined
      if (oldest !== undefined) open.delete(oldest)
      open.set(name(secret), clock.monotonic() + BOUNDS.SIGN_IN_MINUTES * 60_000)
      return secret
    },
    /** Whether a secret is good; asking uses it up. */
    use(secret: string): boolean {
      const until = open.get(name(secret))
      open.delete(name(secret))
      return until !== undefined && clock.monotonic() < until
    },
  }
}
