import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read-settings.ts'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'

const ISSUER = 'https://project.supabase.co/auth/v1'
const SECRET = 'a secret of more than thirty-two bytes'
const bytes = (text: string) => new TextEncoder().encode(text)

function claims(app: object, more: JWTPayload = {}): JWTPayload {
  return { role: 'authenticated', app_metadata: app, ...more }
}

function signed(payload: JWTPayload, algorithm = 'HS256', kid?: string) {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: algorithm, ...(kid && { kid }) })
    .setIssuer(ISSUER)
    .setAudience('authenticated')
    .setSubject('user-1')
    .setExpirationTime('5m')
}

describe('tokens with a shared secret', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer({ RAWI_JWT_ISSUER: ISSUER, RAWI_JWT_SECRET: SECRET })
  })
  afterAll(() => rawi.close())
  const who = (token: string) => rawi.ask('GET', '/v1/session', { key: token })

  it.each([
    ['viewer', ['read']],
    ['operator', ['read', 'write', 'operate']],
    ['admin', ['read', 'write', 'operate', 'admin']],
  ])('take the role %s and the tenant from app_metadata', async (role, scopes) => {
    const token = await signed(claims({ rawi_role: role, tenant_id: OTHER_TENANT })).sign(bytes(SECRET))
    expect(await who(token)).toMatchObject({
      status: 200,
      body: { kind: 'token', tenant_id: OTHER_TENANT, scopes, id: 'user-1' },
    })
  })

  it('make a stranger of who has no role here, whatever user_metadata says', async () => {
    for (const payload of [
      claims({}),
      claims({ rawi_role: 'owner' }),
      claims({ rawi_role: 'constructor' }),
      claims({}, { user_metadata: { rawi_role: 'admin' }, rawi_role: 'admin' }),
      claims({ rawi_role: 'admin', tenant_id: 'everybody' }),
    ]) {
      const answer = await who(await signed(payload).sign(bytes(SECRET)))
      expect(answer).toMatchObject({ status: 404, body: { code: 'RAWI_NOT_FOUND' } })
    }
  })

  it('are refused when anything about them is wrong', async () => {
    const admin = claims({ rawi_role: 'admin' })
    const none = [{ alg: 'none' }, { ...admin, iss: ISSUER, aud: 'authenticated', sub: 'x', exp: 4e9 }]
    const unsigned = `${none.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
    const tokens: Record<string, string> = {
      none: unsigned,
      'another secret': await signed(admin).sign(bytes(SECRET.toUpperCase())),
      'another algorithm': await signed(admin, 'HS512').sign(bytes(SECRET.repeat(2))),
      'no exp': await new SignJWT(admin)
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience('authenticated')
        .setSubject('x')
        .sign(bytes(SECRET)),
      expired: await signed(admin).setExpirationTime(1_700_000_000).sign(bytes(SECRET)),
      'wrong aud': await signed(admin).setAudience('others').sign(bytes(SECRET)),
      'wrong iss': await signed(admin).setIssuer('https://evil.example').sign(bytes(SECRET)),
      garbage: 'a.b.c',
    }
    for (const [name, token] of Object.entries(tokens)) {
      const answer = await who(token)
      expect({ name, status: answer.status, code: answer.body.code }).toEqual({
        name,
        status: 401,
        code: 'RAWI_ACCESS_REFUSED',
      })
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /)
    }
  })
})

describe('tokens with public keys', () => {
  let rawi: TestServer
  let issuer: Server
  let keys: Awaited<ReturnType<typeof generateKeyPair>>
  beforeAll(async () => {
    keys = await generateKeyPair('ES256', { extractable: true })
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
    issuer = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })))
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
    const { port } = issuer.address() as AddressInfo
    rawi = await runServer({ RAWI_JWT_ISSUER: ISSUER, RAWI_JWT_JWKS_URL: `http://127.0.0.1:${port}/jwks` })
  })
  afterAll(async () => {
    issuer.close()
    await rawi.close()
  })
  const who = (token: string) => rawi.ask('GET', '/v1/session', { key: token })
  const admin = claims({ rawi_role: 'admin' })

  it('are accepted', async () => {
    const token = await signed(admin, 'ES256', 'one').sign(keys.privateKey)
    expect(await who(token)).toMatchObject({
      status: 200,
      body: { kind: 'token', scopes: expect.arrayContaining(['admin']) },
    })
  })

  it('are refused when the public key was used as a shared secret', async () => {
    const spki = await exportSPKI(keys.publicKey)
    for (const secret of [spki, spki.trim(), JSON.stringify(await exportJWK(keys.publicKey))]) {
      const token = await signed(admin, 'HS256', 'one').sign(bytes(secret))
      expect(await who(token)).toMatchObject({ status: 401, body: { code: 'RAWI_ACCESS_REFUSED' } })
    }
  })

  it('are refused when somebody else signed them', async () => {
    const stranger = await generateKeyPair('ES256')
    const token = await signed(admin, 'ES256', 'one').sign(stranger.privateKey)
    expect(await who(token)).toMatchObject({ status: 401 })
  })
})

describe('the settings of tokens', () => {
  const code = (expected: string) => expect.objectContaining({ code: expected })

  it('refuse a secret that could be guessed', () => {
    expect(() => readSettings({ RAWI_JWT_ISSUER: ISSUER, RAWI_JWT_SECRET: '8 bytes!' })).toThrow(
      code('RAWI_SECRET_WEAK'),
    )
  })

  it.each([
    { RAWI_JWT_SECRET: SECRET },
    { RAWI_JWT_ISSUER: ISSUER },
    { RAWI_JWT_ISSUER: ISSUER, RAWI_JWT_SECRET: SECRET, RAWI_JWT_JWKS_URL: 'https://a.example/jwks' },
    { RAWI_JWT_ISSUER: ISSUER, RAWI_JWT_SECRET: SECRET, RAWI_JWT_ALGORITHMS: 'none' },
    { RAWI_JWT_ISSUER: ISSUER, RAWI_JWT_JWKS_URL: 'https://a.example/jwks', RAWI_JWT_ALGORITHMS: 'RS256,HS256' },
  ])('refuse what cannot be safe: %o', (settings) => {
    expect(() => readSettings(settings)).toThrow(code('RAWI_CONFIG_INVALID'))
  })
})
