import { RawiError } from '../../src/conversation/errors.ts'

/** How a promise failed. */
export async function failure(promise: Promise<unknown>): Promise<RawiError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof RawiError) return error
  throw new Error('expected a RawiError', { cause: error })
}
