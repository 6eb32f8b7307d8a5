import { RawiError } from '../conversation/errors.ts'

/** After a swallowed error `commit` succeeds and its tag says ROLLBACK: that must never pass for saved. */
export function assertCommitted(tag: string | undefined, cause?: unknown): void {
  if (tag === 'COMMIT') return
  throw new RawiError(
    'RAWI_COMMIT_ROLLED_BACK',
    'The database answered the commit with a rollback.',
    cause === undefined ? undefined : { cause },
  )
}
