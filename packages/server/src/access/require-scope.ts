import type { MiddlewareHandler } from 'hono'
import type { HouseEnv } from '../http/house.ts'
import { RequestError } from '../http/problem.ts'
import { holdsScope, type Scope } from './caller.ts'

/** Lets callers with a scope pass; others learn nothing about what they asked for. */
export function requireScope(scope: Scope): MiddlewareHandler<HouseEnv> {
  return async (c, next) => {
    if (!holdsScope(c.get('caller'), scope)) {
      throw new RequestError('RAWI_SCOPE_MISSING', `This needs the scope ${scope}.`)
    }
    await next()
  }
}
