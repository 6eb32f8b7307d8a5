import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Deepgram's and ElevenLabs' requests for a whole turn, and their streamed speech, on this machine. */
export interface ProviderStandIn {
  readonly url: string
  readonly asked: { readonly path: string; readonly body: Buffer }[]
  transcript: string
  speech: (text: string) => Promise<Int16Array>
  close(): Promise<void>
}

/** Answers 401, as both do, to any key but this one. */
export const KEY = 'key-of-test'

export async function providerStandIn(): Promise<ProviderStandIn> {
  const stand = { asked: [] as ProviderStandIn['asked'], transcript: '', speech: async () => new Int16Array(2_400) }
  const made = stand as Omit<ProviderStandIn, 'url' | 'close'>
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const path = request.url ?? ''
    made.asked.push({ path, body })
    const { authorization, 'xi-api-key': key } = request.headers
    if (path.startsWith('/v1/listen?') && authorization === `Token ${KEY}`) {
      const alternatives = [{ transcript: made.transcript, confidence: 0.98, words: [] }]
      const results = { channels: [{ detected_language: 'en', alternatives }] }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ metadata: { request_id: 'r' }, results }))
    } else if (path === '/v1/speech-to-text' && key === KEY) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ text: made.transcript, language_code: 'ara', language_probability: 0.97, words: [] }),
      )
    } else if (
      (path.startsWith('/v1/text-to-speech/') && key === KEY) ||
      (path.startsWith('/v1/speak?') && authorization === `Token ${KEY}`)
    ) {
      const samples = await made.speech((JSON.parse(body.toString()) as { text: string }).text)
      response.writeHead(200, { 'content-type': 'audio/pcm' })
      response.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
    } else response.writeHead(401).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(made, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
