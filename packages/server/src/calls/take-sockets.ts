import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { CallTransport } from '@rawi/agent'
import { BOUNDS } from 'rawi/maintenance'
import { WebSocketServer } from 'ws'
import { isOwn } from '../access/check-origin.ts'
import type { House } from '../http/house.ts'
import { socketTransport } from './socket-transport.ts'
import type { Tickets } from './tickets.ts'

const PATH = /^\/v1\/calls\/([A-Za-z0-9_-]{20,200})\/socket$/
/** Milliseconds that a closing connection has to say goodbye. */
const GOODBYE_MS = 1_000

export interface Sockets {
  /** Ends all connections. */
  close(): Promise<void>
}

/**
 * Takes the connections of calls. A page of another origin is refused, and so is everybody without a fresh ticket: the
 * ticket is used up by looking at it.
 */
export function takeSockets(
  server: Server,
  house: House,
  tickets: Tickets,
  connected: (tenantId: string, transport: CallTransport) => void,
): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: BOUNDS.CALL_MESSAGE_MAX_BYTES,
    perMessageDeflate: false,
  })
  const allowed = new Set(house.settings.corsOrigins)

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const ticket = PATH.exec(request.url ?? '')?.[1]
    const { origin, host } = request.headers
    if (house.stopping.aborted) return refuse(socket, 503, 'Service Unavailable')
    if (origin !== undefined && !isOwn(origin, host, house.settings.publicUrl) && !allowed.has(origin)) {
      return refuse(socket, 403, 'Forbidden')
    }
    const tenantId = ticket && tickets.use(ticket)
    if (tenantId === undefined || tenantId === '') return refuse(socket, 404, 'Not Found')
    sockets.handleUpgrade(request, socket, head, (open) => connected(tenantId, socketTransport(open)))
  })

  return {
    async close() {
      for (const open of sockets.clients) open.close(1001)
      const cut = setTimeout(() => {
        for (const open of sockets.clients) open.terminate()
      }, GOODBYE_MS)
      await new Promise<void>((resolve) => sockets.close(() => resolve()))
      clearTimeout(cut)
    },
  }
}

function refuse(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
