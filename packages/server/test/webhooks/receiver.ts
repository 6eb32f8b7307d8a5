import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly json: { type: string; timestamp: string; data: Record<string, unknown> }
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** How it answers from now on; by default 204. */
  answer(how: (response: ServerResponse, received: Received) => void): void
  /** Resolves when so many have come that fit. */
  got(count: number, fits?: (one: Received) => boolean): Promise<Received[]>
  close(): Promise<void>
}

/** A webhook endpoint on a free port of this machine. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let answer = (response: ServerResponse, _: Received): void => void response.writeHead(204).end()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const one = { path: request.url ?? '', headers: request.headers, body, json: JSON.parse(body) }
    received.push(one)
    answer(response, one)
    for (const look of waiting) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(how) {
      answer = how
    },
    got: (count, fits = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = received.filter(fits)
          if (found.length < count) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
