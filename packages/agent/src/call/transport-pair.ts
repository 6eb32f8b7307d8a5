import type { CallTransport, TransportListener } from './transport.ts'

/** One end of a connection inside this process. */
class LocalTransport implements CallTransport {
  peer: LocalTransport | undefined
  waitingBytes = 0
  #listener: TransportListener | undefined
  #early: (string | Uint8Array)[] = []
  #open = true
  #told = false

  send(message: string | Uint8Array): void {
    const { peer } = this
    if (!this.#open || !peer) return
    setImmediate(() => peer.#receive(message))
  }

  listen(listener: TransportListener): void {
    this.#listener = listener
    for (const message of this.#early.splice(0)) listener.message(message)
    if (!this.#open) this.#tell()
  }

  close(): void {
    const { peer } = this
    setImmediate(() => {
      this.#end()
      if (peer) peer.#end()
    })
  }

  #receive(message: string | Uint8Array): void {
    if (!this.#open) return
    if (this.#listener) this.#listener.message(message)
    else this.#early.push(message)
  }

  #end(): void {
    this.#open = false
    if (this.#listener) this.#tell()
  }

  #tell(): void {
    if (this.#told) return
    this.#told = true
    this.#listener?.closed()
  }
}

/**
 * Two ends of a connection inside one process: a call without a network, for tests and for programs that embed one.
 * @example
 * const [server, page] = transportPair()
 */
export function transportPair(): [server: CallTransport, page: CallTransport] {
  const server = new LocalTransport()
  const page = new LocalTransport()
  server.peer = page
  page.peer = server
  return [server, page]
}
