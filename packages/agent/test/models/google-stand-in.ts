import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Gemini's streamed API on this machine: scripted words. */
export interface GoogleStandIn {
  readonly url: string
  /** A tool call is written as an object. */
  answers: (string | { readonly tool: string; readonly args: object })[]
  readonly asked: { readonly path: string; readonly key: string | undefined; readonly body: string }[]
  close(): Promise<void>
}

/** Answers 400, as Google does, to any key but this one. */
export const GOOGLE_KEY = 'key-of-test'

export async function googleStandIn(): Promise<GoogleStandIn> {
  const stand: Pick<GoogleStandIn, 'answers' | 'asked'> = { answers: [], asked: [] }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const key = request.headers['x-goog-api-key'] as string | undefined
    stand.asked.push({ path: request.url ?? '', key, body: Buffer.concat(chunks).toString() })
    if (key !== GOOGLE_KEY) {
      const error = { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT' }
      return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
    }
    const next = stand.answers.shift() ?? 'Yes.'
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const parts =
      typeof next === 'string'
        ? (next.match(/\S+\s*/gu) ?? []).map((text) => ({ text }))
        : [{ functionCall: { name: next.tool, args: next.args } }]
    for (const [at, part] of parts.entries()) {
      const last = at === parts.length - 1
      const candidate = { index: 0, content: { role: 'model', parts: [part] }, ...(last && { finishReason: 'STOP' }) }
      response.write(`data: ${JSON.stringify({ candidates: [candidate] })}\r\n\r\n`)
    }
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(stand, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
