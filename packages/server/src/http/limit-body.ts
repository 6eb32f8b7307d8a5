import type { MiddlewareHandler } from 'hono'
import type { HouseEnv } from './house.ts'
import { RequestError } from './problem.ts'

/** @throws RequestError RAWI_BODY_TOO_LARGE, in the middle of the body where its length was not told */
export function limitBody(bytes: number): MiddlewareHandler<HouseEnv> {
  const tooLarge = () => new RequestError('RAWI_BODY_TOO_LARGE', `The body has more than ${bytes} bytes.`)
  return async (c, next) => {
    const told = c.req.header('content-length')
    // Node itself holds a body to the length that was told.
    if (told !== undefined && c.req.header('transfer-encoding') === undefined) {
      if (Number(told) > bytes) throw tooLarge()
    } else if (c.req.header('transfer-encoding') !== undefined) {
      const body = await readBody(c.req.raw, bytes)
      if (body === undefined) throw tooLarge()
      // Hono reads a body once and keeps the promise of it.
      Object.assign(c.req.bodyCache, { arrayBuffer: Promise.resolve(body) })
    }
    await next()
  }
}

/** Where a body is required, none at all is no empty one. @throws RequestError RAWI_INPUT_INVALID */
export const requireBody: MiddlewareHandler<HouseEnv> = async (c, next) => {
  if (c.req.header('content-type') === undefined) {
    const errors = [{ in: 'body', path: '', message: 'is missing, or its content-type is' }]
    throw new RequestError('RAWI_INPUT_INVALID', 'The body is missing.', { errors })
  }
  await next()
}

/** All of a body, or undefined as soon as it is longer than allowed. */
async function readBody(request: Request, bytes: number): Promise<ArrayBuffer | undefined> {
  const reader = request.body?.getReader()
  if (reader === undefined) return new ArrayBuffer(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > bytes) {
      await reader.cancel().catch(() => {})
      return undefined
    }
    chunks.push(value)
  }
  return Uint8Array.from(Buffer.concat(chunks)).buffer
}
