import { RawiError } from 'rawi'

/** What a log may say of a failure: a code, never its message, which may hold values. */
export function codeOf(error: unknown): string {
  if (error instanceof RawiError) return error.code
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : typeof error
}
