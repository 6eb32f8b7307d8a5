import { once } from 'node:events'
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net'

/** A line to a server that can be cut in every way a network can. */
export interface TcpProxy {
  readonly port: number
  /** The same URL through the proxy. */
  through(url: string): string
  /** Nobody listens: new connections are refused, open ones are cut. */
  refuse(): Promise<void>
  /** Connections are accepted, bytes are swallowed, nothing answers. */
  silence(): void
  /** The next commit is cut: before the server sees it, or after it answered and before the client hears so. */
  cutOnCommit(when: 'before' | 'after'): void
  /** Works again, for new connections; silenced ones are cut. */
  heal(): Promise<void>
  /** Commits that were cut so far. */
  readonly cuts: number
  close(): Promise<void>
}

/** The end of a commit's text; or a pipeline that writes, which is committed by the Sync behind it. */
const COMMIT_SENT = 'commit\0'
const WRITES = /rawi_writer|insert into/
/** The server is ready for the next, outside a transaction or within one. */
const READY_IDLE = 'Z\0\0\0\x05I'
const READY_WITHIN = 'Z\0\0\0\x05T'
/** A marker may straddle two chunks. */
const MARKER_MAX = 16

export async function openProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let mode: 'open' | 'silent' = 'open'
  let cut: 'before' | 'after' | undefined
  let cuts = 0

  const link = (client: Socket): void => {
    const target = connectTo(targetPort, '127.0.0.1')
    const ends = [client, target]
    const sever = (): void => {
      for (const end of ends) end.destroy()
    }
    let swallowed = false
    for (const end of ends) {
      sockets.add(end)
      end.on('error', sever)
      end.on('close', () => {
        sockets.delete(end)
        sever()
      })
    }
    let sent = ''
    let answered = ''
    let armed = false
    let within = false
    client.on('data', (chunk) => {
      if (mode === 'silent') swallowed = true
      if (swallowed) return
      sent = (sent + chunk.toString('latin1')).slice(-chunk.length - MARKER_MAX)
      if (cut !== undefined && (sent.includes(COMMIT_SENT) || (!within && WRITES.test(sent)))) {
        cuts += 1
        if (cut === 'before') {
          cut = undefined
          return sever()
        }
        cut = undefined
        armed = true
        answered = ''
      }
      target.write(chunk)
    })
    target.on('data', (chunk) => {
      if (mode === 'silent') swallowed = true
      if (swallowed) return
      answered = (answered + chunk.toString('latin1')).slice(-chunk.length - MARKER_MAX)
      if (armed && answered.includes(READY_IDLE)) return sever()
      within = answered.lastIndexOf(READY_WITHIN) > answered.lastIndexOf(READY_IDLE)
      // What was asked before is answered; it must not be taken for what comes.
      sent = ''
      client.write(chunk)
    })
  }

  let server: Server | undefined
  const listen = async (port: number): Promise<number> => {
    server = createServer(link).listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const stop = async (): Promise<void> => {
    const stopping = server
    server = undefined
    if (stopping === undefined) return hangUp()
    const closed = once(stopping, 'close')
    stopping.close()
    hangUp()
    await closed
  }
  const port = await listen(0)
  return {
    port,
    through(url) {
      const moved = new URL(url)
      moved.port = String(port)
      return moved.href
    },
    refuse: stop,
    silence() {
      mode = 'silent'
    },
    cutOnCommit(when) {
      cut = when
    },
    async heal() {
      if (mode === 'silent') hangUp()
      mode = 'open'
      cut = undefined
      if (server === undefined) await listen(port)
    },
    get cuts() {
      return cuts
    },
    close: stop,
  }
}
