import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressReader, isLoopback } from '../../src/http/client-address.ts'
import { runServer, type TestServer } from './run-server.ts'

describe('the doors of the server', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer({ RAWI_CORS_ORIGINS: 'https://crm.example', RAWI_REQUESTS_PER_MINUTE: '100' })
  })
  afterAll(() => rawi.close())

  it('give every answer headers that keep browsers from harm, and no word about the software', async () => {
    for (const path of ['/', '/docs', '/errors', '/healthz', '/v1/session', '/openapi.json', '/nowhere']) {
      const { headers } = await rawi.ask('GET', path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull()
    }
  })

  it('serve pages without a script or a style in them', async () => {
    for (const path of ['/', '/?lang=en', '/docs', '/errors']) {
      const { status, text } = await rawi.ask('GET', path)
      expect(status).toBe(200)
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i)
      for (const [, file] of text.matchAll(/(?:src|href)="(\/files\/[^"]+)"/g)) {
        expect(await rawi.ask('GET', file ?? '')).toMatchObject({ status: 200 })
      }
    }
  })

  it('serve no file but those that pages need', async () => {
    for (const name of ['package.json', '..%2fpackage.json', '%2e%2e/package.json', 'constructor', '__proto__']) {
      expect((await rawi.ask('GET', `/files/${name}`)).status).toBe(404)
    }
  })

  it('answer to this machine’s names only', async () => {
    const asked = (host: string) =>
      new Promise<number>((resolve) => {
        request(`${rawi.url}/openapi.json`, { headers: { host } }, (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        }).end()
      })
    expect(await asked('rebound.example')).toBe(421)
    expect(await asked(new URL(rawi.url).host)).toBe(200)
    expect(await asked('localhost')).toBe(200)
  })

  it('open to pages of the named origins only, and never with the session', async () => {
    const ask = (origin: string, method = 'GET') =>
      rawi.ask(method, '/v1/session', { headers: { origin, 'access-control-request-method': 'GET' } })
    const own = await ask('https://crm.example', 'OPTIONS')
    expect(own.headers.get('access-control-allow-origin')).toBe('https://crm.example')
    expect(own.headers.get('access-control-allow-credentials')).toBeNull()
    for (const origin of ['https://evil.example', 'https://crm.example.evil', 'null']) {
      expect((await ask(origin, 'OPTIONS')).headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('slow down who guesses, by the address of the connection whatever they write', async () => {
    const guess = (n: number) =>
      rawi.ask('GET', '/v1/session', { key: `rawi_guess${n}`, headers: { 'x-forwarded-for': `10.0.0.${n}` } })
    const statuses = []
    for (let n = 0; n < 35; n++) statuses.push((await guess(n)).status)
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401))
    const late = await guess(99)
    expect(late).toMatchObject({ status: 429, body: { code: 'RAWI_RATE_LIMITED' } })
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('a server that few may ask', () => {
  it('tells a key when to go on', async () => {
    const rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '3' })
    const [one, other] = [await rawi.key(['admin']), await rawi.key(['admin'])]
    for (let n = 0; n < 3; n++) expect((await rawi.ask('GET', '/v1/session', { key: one })).status).toBe(200)
    const over = await rawi.ask('GET', '/v1/session', { key: one })
    expect(over).toMatchObject({ status: 429, body: { code: 'RAWI_RATE_LIMITED' } })
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await rawi.ask('GET', '/v1/session', { key: other })).status).toBe(200)
    await rawi.close()
  })
})

describe('the address of a client', () => {
  it('is that of the connection where no proxy is trusted', () => {
    const addressOf = addressReader([])
    expect(addressOf('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
    expect(addressOf('::ffff:203.0.113.9')).toBe('203.0.113.9')
  })

  it('is the last one that a trusted proxy saw, not what the client wrote before it', () => {
    const addressOf = addressReader(['10.0.0.0/8', 'fd00::/8'])
    expect(addressOf('10.1.2.3', '198.51.100.1')).toBe('198.51.100.1')
    expect(addressOf('10.1.2.3', '127.0.0.1, 198.51.100.1')).toBe('198.51.100.1')
    expect(addressOf('10.1.2.3', '198.51.100.1, 10.9.9.9')).toBe('198.51.100.1')
    expect(addressOf('fd00::1', '198.51.100.1')).toBe('198.51.100.1')
    expect(addressOf('10.1.2.3', 'garbage')).toBe('10.1.2.3')
    expect(addressOf('203.0.113.9', '10.0.0.1')).toBe('203.0.113.9')
  })

  it('is this machine’s own for loopback alone', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
    expect(['', '128.0.0.1', '127.0.0.1.evil.example', '::2', '10.0.0.1'].some(isLoopback)).toBe(false)
  })

  it('needs proxies that are addresses', () => {
    for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/x']) {
      expect(() => addressReader([wrong])).toThrow(expect.objectContaining({ code: 'RAWI_CONFIG_INVALID' }))
    }
  })
})
