import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A server that speaks OpenAI's API on this machine: scripted words, real sound. */
export interface OpenaiStandIn {
  readonly baseUrl: string
  /** What the next turns of speech are recognised as; after the last it repeats itself. */
  transcripts: string[]
  /** What the model answers; a tool call is written as an object. */
  answers: (string | { readonly tool: string; readonly args: object })[]
  /** Sound of a text, PCM16 at 24 kHz. */
  speech: (text: string) => Promise<Int16Array>
  /** Milliseconds before an answer of each kind. */
  readonly delay: { hearing: number; brain: number; voice: number }
  /** Status codes to answer with instead. */
  readonly fault: { hearing?: number | undefined; brain?: number | undefined; voice?: number | undefined }
  /** Fields of a question that it knows, where it refuses others as Mistral does. */
  knows?: readonly string[]
  /** Of hearing the body is the names of its fields. */
  readonly asked: { readonly path: string; readonly body: string; readonly seconds?: number; readonly key: string }[]
  close(): Promise<void>
}

export async function openaiStandIn(): Promise<OpenaiStandIn> {
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  const stand: Omit<OpenaiStandIn, 'baseUrl'> = {
    transcripts: [],
    answers: [],
    speech: async () => new Int16Array(2_400),
    delay: { hearing: 0, brain: 0, voice: 0 },
    fault: {},
    asked: [],
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const path = request.url ?? ''
    const key = request.headers.authorization ?? ''
    if (path.endsWith('/audio/transcriptions')) return hear(body, key, response)
    if (path.endsWith('/audio/speech')) return speak(body.toString(), key, response)
    if (path.endsWith('/chat/completions')) return think(body.toString(), key, response)
    response.writeHead(404).end()
  }

  async function hear(body: Buffer, key: string, response: ServerResponse): Promise<void> {
    const wav = body.indexOf('RIFF')
    const seconds = wav < 0 ? 0 : (body.length - wav) / (body.readUInt32LE(wav + 24) * 2)
    const fields = [...body.toString('latin1').matchAll(/ name="(\w+)"/g)].map(([, field]) => field)
    stand.asked.push({ path: 'hearing', body: fields.join(' '), seconds, key })
    await wait(stand.delay.hearing)
    if (stand.fault.hearing) return void response.writeHead(stand.fault.hearing).end('{}')
    const text = stand.transcripts.length > 1 ? stand.transcripts.shift() : stand.transcripts[0]
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text: text ?? '' }))
  }

  async function speak(body: string, key: string, response: ServerResponse): Promise<void> {
    stand.asked.push({ path: 'voice', body, key })
    await wait(stand.delay.voice)
    if (stand.fault.voice) return void response.writeHead(stand.fault.voice).end()
    const samples = await stand.speech((JSON.parse(body) as { input: string }).input)
    response.writeHead(200, { 'content-type': 'audio/pcm' })
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
    // In pieces of an odd length, as a network would cut them.
    for (let at = 0; at < bytes.length; at += 4_001) {
      response.write(bytes.subarray(at, at + 4_001))
      await wait(1)
    }
    response.end()
  }

  async function think(body: string, key: string, response: ServerResponse): Promise<void> {
    stand.asked.push({ path: 'brain', body, key })
    await wait(stand.delay.brain)
    if (stand.fault.brain) return void response.writeHead(stand.fault.brain).end('{}')
    const unknown = Object.keys(JSON.parse(body)).filter((field) => stand.knows && !stand.knows.includes(field))
    if (unknown.length > 0) return void response.writeHead(422).end(JSON.stringify({ extra_forbidden: unknown }))
    const next = (stand.answers.length > 1 ? stand.answers.shift() : stand.answers[0]) ?? 'Yes.'
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const chunk = (delta: object, finish_reason: string | null = null) =>
      response.write(
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`,
      )
    if (typeof next === 'string') {
      for (const word of next.match(/\S+\s*/gu) ?? []) {
        chunk({ role: 'assistant', content: word })
        await wait(1)
      }
      chunk({}, 'stop')
    } else {
      const call = { name: next.tool, arguments: JSON.stringify(next.args) }
      chunk({
        role: 'assistant',
        tool_calls: [{ index: 0, id: `t${stand.asked.length}`, type: 'function', function: call }],
      })
      chunk({}, 'tool_calls')
    }
    response.end('data: [DONE]\n\n')
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(stand, { baseUrl: `http://127.0.0.1:${port}/v1` })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
