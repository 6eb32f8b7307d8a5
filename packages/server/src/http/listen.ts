import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import { answerClientError } from './client-error.ts'

const FIRST_PORT = 7171
const PORTS_TRIED = 50
const CHECK_EVERY_MS = 1_000

export interface Listening {
  readonly server: Server
  readonly port: number
  readonly url: string
}

/** Milliseconds in which headers, and all of a request, must have come. */
export interface Patience {
  readonly headersMs: number
  readonly bodyMs: number
}

const PATIENCE: Patience = { headersMs: BOUNDS.REQUEST_HEADERS_MS, bodyMs: BOUNDS.REQUEST_BODY_MS }

type Fetch = Parameters<typeof getRequestListener>[0]

/** Takes requests at an address, within limits of size and time; without a port at 7171 or the next free one. */
export async function listen(
  fetch: Fetch,
  { host, port }: { host: string; port: number | undefined },
  patience: Patience = PATIENCE,
): Promise<Listening> {
  const server = createServer(
    {
      maxHeaderSize: BOUNDS.REQUEST_HEADERS_MAX_BYTES,
      headersTimeout: patience.headersMs,
      requestTimeout: patience.bodyMs,
      connectionsCheckingInterval: Math.min(CHECK_EVERY_MS, patience.headersMs),
      keepAliveTimeout: BOUNDS.KEEP_ALIVE_MS,
    },
    getRequestListener(fetch),
  )
  server.on('clientError', answerClientError)
  // Whoever stops reading or writing altogether; live streams have their heartbeat.
  server.timeout = BOUNDS.STALLED_MS
  server.maxConnections = BOUNDS.CONNECTIONS_MAX
  const last = port ?? FIRST_PORT + PORTS_TRIED
  for (let at = port ?? FIRST_PORT; ; at++) {
    try {
      await bind(server, host, at)
      break
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EADDRINUSE' && at < last) continue
      throw new RawiError('RAWI_LISTEN_FAILED', `Nothing can listen at ${host} port ${at} (${code ?? 'unknown'}).`)
    }
  }
  const { port: bound } = server.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return { server, port: bound, url: `http://${name.includes(':') ? `[${name}]` : name}:${bound}` }
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
