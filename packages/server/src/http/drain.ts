import type { Server } from 'node:http'
import type { MiddlewareHandler } from 'hono'
import type { HouseEnv } from './house.ts'
import { RequestError } from './problem.ts'

/** Milliseconds that answers already written have to reach their clients. */
const LAST_WORDS_MS = 1_000

export interface Drain {
  /** Lets requests in until the server stops; then they are told to come back later. */
  readonly gate: MiddlewareHandler<HouseEnv>
  /** Resolves when every request that was let in has been answered to its end, or after so many milliseconds. */
  empty(milliseconds: number): Promise<void>
}

export function openDrain(stopping: AbortSignal): Drain {
  let running = 0
  let told = () => {}
  const leave = () => {
    running--
    if (running === 0) told()
  }
  return {
    async gate(c, next) {
      if (stopping.aborted) {
        const headers = { connection: 'close', 'retry-after': '5' }
        throw new RequestError('RAWI_STOPPING', 'The server is about to stop.', { headers })
      }
      running++
      const { outgoing } = c.env ?? {}
      // A stream goes on after its answer was begun.
      outgoing?.once('close', leave)
      await next()
      if (outgoing === undefined) leave()
    },
    async empty(milliseconds) {
      if (running === 0) return
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, milliseconds)
        told = () => {
          clearTimeout(late)
          resolve()
        }
      })
    },
  }
}

/** Takes no more connections, and cuts those that do not end by themselves. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
