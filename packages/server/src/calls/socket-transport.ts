import type { CallTransport, TransportListener } from '@rawi/agent'
import type { RawData, WebSocket } from 'ws'

/** Milliseconds between signs of life; a page that answered none of two is gone. */
const PING_EVERY_MS = 10_000
/** Messages that may come before somebody listens. */
const EARLY_MAX = 64

/** A WebSocket as the connection of a call. */
export function socketTransport(socket: WebSocket): CallTransport {
  let listener: TransportListener | undefined
  let early: (string | Uint8Array)[] = []
  let closed = false
  let alive = true

  const pings = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_EVERY_MS)
  socket.on('pong', () => {
    alive = true
  })
  socket.on('message', (data: RawData, binary: boolean) => {
    alive = true
    const message = binary ? bytesOf(data) : bytesOf(data).toString('utf8')
    if (listener) listener.message(message)
    else if (early.length < EARLY_MAX) early.push(message)
  })
  // What broke is told by `close`, which follows.
  socket.on('error', () => {})
  socket.on('close', () => {
    clearInterval(pings)
    closed = true
    listener?.closed()
  })

  return {
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(message)
    },
    get waitingBytes() {
      return socket.bufferedAmount
    },
    listen(heard) {
      listener = heard
      for (const message of early.splice(0)) heard.message(message)
      early = []
      if (closed) heard.closed()
    },
    close() {
      socket.close(1000)
    },
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}
