import { readFile } from 'node:fs/promises'
import type { MiddlewareHandler } from 'hono'
import type { HouseEnv } from '../http/house.ts'
import { notFound } from '../http/problem.ts'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}
const KEPT_SECONDS = 3_600

/** Files by name, and no others: a path never reaches the file system. */
export function staticFiles(files: Readonly<Record<string, URL>>): MiddlewareHandler<HouseEnv> {
  const read = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return async (c) => {
    const name = c.req.param('name') ?? ''
    const file = Object.hasOwn(files, name) ? files[name] : undefined
    if (file === undefined) throw notFound()
    const bytes = read.get(name) ?? readFile(file).then((content) => Uint8Array.from(content))
    read.set(name, bytes)
    return c.body(await bytes, 200, {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
    })
  }
}
