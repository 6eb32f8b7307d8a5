import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../src/http/listen.ts'

describe('a listening server', () => {
  let listening: Listening
  let impatient: Listening
  beforeAll(async () => {
    const echo = async (request: Request) => new Response(await request.text())
    const anywhere = { host: '127.0.0.1', port: 0 }
    listening = await listen(echo, anywhere)
    impatient = await listen(echo, anywhere, { headersMs: 200, bodyMs: 400 })
  })
  afterAll(() => {
    for (const { server } of [listening, impatient]) {
      server.closeAllConnections()
      server.close()
    }
  })

  /** Everything that comes back for these bytes until the server closes the connection. */
  async function say(bytes: string, { port } = listening): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    socket.on('error', () => {})
    socket.write(bytes)
    await once(socket, 'close')
    return said
  }

  it('cuts who never ends the headers', async () => {
    const said = await say('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ', impatient)
    expect(said).toMatch(/^HTTP\/1\.1 408 /)
    expect(said).toContain('"code":"RAWI_REQUEST_TIMEOUT"')
  })

  it('cuts who never ends the body', async () => {
    expect(await say('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"a":', impatient)).toMatch(
      /^HTTP\/1\.1 408 /,
    )
  })

  it('cuts whose headers are too long', async () => {
    const said = await say(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(said).toMatch(/^HTTP\/1\.1 431 /)
    expect(said).toContain('"code":"RAWI_REQUEST_MALFORMED"')
  })

  it('answers what is no HTTP, and lengths that contradict each other, with a problem', async () => {
    for (const bytes of [
      'hello\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ]) {
      const said = await say(bytes)
      expect(said).toMatch(/^HTTP\/1\.1 400 /)
      expect(said).toContain('application/problem+json')
    }
  })

  it('takes the next port where the first one is taken, and says so where a port was named', async () => {
    await expect(listen(() => new Response(), { host: '127.0.0.1', port: listening.port })).rejects.toMatchObject({
      code: 'RAWI_LISTEN_FAILED',
    })
    const one = await listen(() => new Response(), { host: '127.0.0.1', port: undefined })
    const other = await listen(() => new Response(), { host: '127.0.0.1', port: undefined })
    expect(other.port).toBeGreaterThan(one.port)
    one.server.close()
    other.server.close()
  })
})
