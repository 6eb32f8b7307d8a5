import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** Deepgram's stream on this machine: it guesses word by word while there is speech, and is sure when it is quiet again. */
export interface DeepgramStandIn {
  readonly url: string
  transcript: string
  /** Of every connection, in their order. */
  readonly asked: { readonly path: string; readonly bytes: () => number }[]
  /** Cuts every line. */
  cut(): void
  close(): Promise<void>
}

/** Answers 401 to any key but this one. */
export const DEEPGRAM_KEY = 'key-of-test'

/** A loud sample, and how many bytes of quiet end an utterance: 200 ms at 16 kHz. */
const LOUD = 800
const QUIET_BYTES = 6_400
/** Bytes of speech for each further word: 100 ms. */
const WORD_BYTES = 3_200

export async function deepgramStandIn(): Promise<DeepgramStandIn> {
  const made = { transcript: '', asked: [] as DeepgramStandIn['asked'] }
  const lines = new Set<WebSocket>()
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: ({ req }, done) => done(req.headers.authorization === `Token ${DEEPGRAM_KEY}`, 401),
  })
  server.on('connection', (line, request) => {
    lines.add(line)
    let [bytes, speech, quiet, told] = [0, 0, 0, 0]
    made.asked.push({ path: request.url ?? '', bytes: () => bytes })
    const say = (transcript: string, isFinal: boolean) => {
      const alternatives = [{ transcript, confidence: 0.9, words: [] }]
      const channel = { alternatives }
      const result = { type: 'Results', is_final: isFinal, speech_final: isFinal, channel, start: 0, duration: 0 }
      line.send(JSON.stringify({ ...result, metadata: { request_id: 'r' } }))
    }
    line.on('message', (data: Buffer, binary) => {
      if (!binary) return
      bytes += data.length
      const samples = new Int16Array(Uint8Array.from(data).buffer)
      const loud = samples.some((sample) => Math.abs(sample) > LOUD)
      if (loud) speech += data.length
      quiet = loud ? 0 : quiet + data.length
      const words = made.transcript.split(' ')
      if (speech > 0 && quiet >= QUIET_BYTES) {
        say(made.transcript, true)
        ;[speech, quiet, told] = [0, 0, 0]
      } else if (loud && Math.floor(speech / WORD_BYTES) > told && told < words.length - 1) {
        told++
        say(words.slice(0, told).join(' '), false)
      }
    })
    line.on('close', () => lines.delete(line))
  })
  await new Promise((resolve) => server.once('listening', resolve))
  return Object.assign(made, {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      for (const line of lines) line.terminate()
    },
    async close() {
      for (const line of lines) line.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
