import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HouseEnv } from '../../src/http/house.ts'
import { type Listening, listen } from '../../src/http/listen.ts'
import { type EventSource, eventStream } from '../../src/live/event-stream.ts'

const STALL_MS = 300

describe('a listener who', () => {
  let listening: Listening
  let closed = 0
  let taken = 0
  let refused: 'RAWI_ACCESS_REFUSED' | undefined
  const stopping = new AbortController()
  const endless: EventSource = {
    next: () => ({ id: `${++taken}`, type: 'message', data: JSON.stringify('x'.repeat(60_000)) }),
    wait: async () => {},
  }
  const silent: EventSource = { next: () => undefined, wait: () => new Promise(() => {}) }
  beforeAll(async () => {
    const app = new Hono<HouseEnv>()
    const options = {
      stopping: stopping.signal,
      allowed: async () => refused,
      onClose: () => void closed++,
      heartbeatMs: 50,
      stallMs: STALL_MS,
    }
    app.get('/endless', (c) => eventStream(c, endless, options))
    app.get('/silent', (c) => eventStream(c, silent, options))
    listening = await listen(app.fetch, { host: '127.0.0.1', port: 0 })
  })
  afterAll(() => {
    listening.server.closeAllConnections()
    listening.server.close()
  })

  it('takes nothing is cut, and costs no memory before', async () => {
    const socket = connect(listening.port, '127.0.0.1').pause()
    socket.on('error', () => {})
    socket.write('GET /endless HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    const before = process.memoryUsage().rss
    await until(() => closed === 1)
    // What the kernel took for the two of them, not what there is.
    expect(taken).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
    const count = taken
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-2_000)
    })
    socket.resume()
    // The end of a chunked answer.
    await until(() => text.endsWith('\r\n0\r\n\r\n'))
    socket.destroy()
    expect(taken).toBe(count)
    expect(text).toMatch(/event: cut\ndata: \{"code":"RAWI_LISTENER_SLOW"/)
  })

  it('never takes anything again is let go of', async () => {
    const socket = connect(listening.port, '127.0.0.1').pause()
    socket.on('error', () => {})
    socket.write('GET /endless HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    await until(() => closed === 2)
    await until(() => connections(listening) === 0)
    socket.destroy()
  })

  it('hears nothing gets signs of life, and is told when it may listen no longer', async () => {
    const response = await fetch(`${listening.url}/silent`)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const read = async () => {
      const { done, value = '' } = (await reader?.read()) ?? { done: true }
      text += value
      return !done
    }
    while (!text.includes(': alive\n\n: alive')) await read()
    expect(text.startsWith('retry: 1000\n\n')).toBe(true)
    refused = 'RAWI_ACCESS_REFUSED'
    while (await read());
    expect(text).toMatch(/event: cut\ndata: \{"code":"RAWI_ACCESS_REFUSED"/)
    refused = undefined
    await until(() => closed === 3)
  })

  it('listens while the server stops is let go at once', async () => {
    const response = await fetch(`${listening.url}/silent`)
    const text = response.text()
    stopping.abort()
    expect(await text).toContain('retry')
    await until(() => closed === 4)
  })
})

let open = 0
function connections({ server }: Listening): number {
  server.getConnections((_, count) => {
    open = count
  })
  return open
}

async function until(holds: () => boolean): Promise<void> {
  const late = performance.now() + 15_000
  while (!holds()) {
    if (performance.now() > late) throw new Error('this never came to hold')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
