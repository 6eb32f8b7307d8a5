/** The part of `ws` that the worker endpoint uses; the package has no types of its own. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events'
  export class WebSocket extends EventEmitter {
    send(data: Uint8Array): void
    terminate(): void
  }
  export class WebSocketServer extends EventEmitter<{ connection: [socket: WebSocket]; listening: [] }> {
    constructor(options: { host: string; port: number })
    address(): { port: number }
    close(done?: () => void): void
    readonly clients: Set<WebSocket>
  }
}
