import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KEY } from './provider-stand-in.ts'

/** Google's, Mistral's and xAI's hearing and voices on this machine, each in its own form. */
export interface SpeechStandIn {
  readonly url: string
  readonly asked: { readonly path: string; readonly body: string }[]
  transcript: string
  /** Without one, the answer holds words where sound is asked for. */
  speech: ((text: string) => Promise<Int16Array>) | undefined
  close(): Promise<void>
}

/** Bytes of a piece: of no sample's size, so that pieces end within one. */
const PIECE = 4_001

export async function speechStandIn(): Promise<SpeechStandIn> {
  const made: Omit<SpeechStandIn, 'url' | 'close'> = { asked: [], transcript: '', speech: undefined }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('latin1')
    const path = request.url ?? ''
    made.asked.push({ path, body })
    if (!knows(request)) return void response.writeHead(401).end('{}')
    const json = (told: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(told))
    const words = Buffer.from(body, 'latin1').toString()
    const sound = async (text: string) => bytesOf((await made.speech?.(text)) ?? new Int16Array(0))
    if (path === '/v1/audio/transcriptions') json({ model: 'voxtral-mini', text: made.transcript, language: null })
    else if (path === '/v1/stt') json({ text: made.transcript, language: '', duration: 1.5, words: [] })
    else if (path === '/v1beta/models/gemini-ears:generateContent')
      json({ candidates: [{ content: { role: 'model', parts: [{ text: `${made.transcript}\n` }] } }] })
    else if (path === '/v1/tts') response.end(await sound(JSON.parse(words).text))
    else if (path === '/v1/audio/speech') {
      const { input } = JSON.parse(words)
      const piece = (data: Buffer) => ({ type: 'speech.audio.delta', audio_data: data.toString('base64') })
      tell(response, [...pieces(floatsOf(await sound(input))).map(piece), { type: 'speech.audio.done', usage: {} }])
    } else if (path === '/v1beta/models/gemini-mouth:streamGenerateContent?alt=sse') {
      const said = /"(.*)"$/su.exec(JSON.parse(words).contents[0].parts[0].text)?.[1] ?? ''
      const candidate = (part: object) => ({ candidates: [{ content: { role: 'model', parts: [part] } }] })
      const piece = (data: Buffer) =>
        candidate({ inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: data.toString('base64') } })
      const told = pieces(await sound(said)).map(piece)
      tell(response, told.length > 0 ? told : [candidate({ text: 'I cannot say that.' })])
    } else response.writeHead(404).end('{}')
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

function knows({ headers }: IncomingMessage): boolean {
  return headers.authorization === `Bearer ${KEY}` || headers['x-goog-api-key'] === KEY
}

function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
}

function floatsOf(pcm: Buffer): Buffer {
  const floats = Buffer.alloc(pcm.length * 2)
  for (let at = 0; at < pcm.length; at += 2) floats.writeFloatLE(pcm.readInt16LE(at) / 32_767, at * 2)
  return floats
}

function pieces(sound: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(sound.length / PIECE) }, (_, at) =>
    sound.subarray(at * PIECE, (at + 1) * PIECE),
  )
}

/** As the real ones do, in chunks that end anywhere in an event. */
function tell(response: ServerResponse, events: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const whole = Buffer.from(events.map((event) => `event: piece\r\ndata: ${JSON.stringify(event)}\r\n\r\n`).join(''))
  for (const chunk of pieces(whole)) response.write(chunk)
  response.end()
}
