import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AskModel } from '../../src/contacts/index.ts'

interface ModelServer {
  readonly model: AskModel
  /** What was asked, newest last. */
  readonly asked: { readonly headers: IncomingMessage['headers']; readonly body: Record<string, unknown> }[]
  close(): Promise<void>
}

/** An endpoint that answers as `answer` says, on a free port of this machine. */
export async function openModelServer(answer: (response: ServerResponse) => void): Promise<ModelServer> {
  const asked: ModelServer['asked'] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    model: { baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'key-of-a-test', model: 'stand-in', timeoutMs: 2_000 },
    asked,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A completion whose content is some JSON, or any text. */
export function completion(content: unknown): (response: ServerResponse) => void {
  return (response) => {
    response.setHeader('content-type', 'application/json')
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: text } }] }))
  }
}
