import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type NamedPersona, openPersonas, samplePersonas } from '@rawi/agent'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../../src/http/house.ts'
import { callPageRoutes } from '../../src/pages/call-page.ts'

const house = (calls: 'on' | 'off', avatar = 'builtin') => ({ settings: { calls, avatar } }) as unknown as House
/** The sample persona that helps with questions. */
function openSample(): NamedPersona {
  const folder = openPersonas({ folder: samplePersonas })
  folder.close()
  const support = folder.get('support')
  if (!support) throw new Error('The sample is gone.')
  return support
}
const PROGRAM = `export const words = '${'أهلاً '.repeat(400)}'`

describe('the page of a caller', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rawi-call-page-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>call</title>')
    writeFileSync(join(folder, 'assets', 'index-B4aZ.js'), PROGRAM)
    writeFileSync(join(folder, 'assets', 'plex-C0.woff2'), 'font')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const nobody = () => undefined
  const routes = (calls: 'on' | 'off' = 'on', answering: (id?: string) => NamedPersona | undefined = nobody) =>
    callPageRoutes(house(calls), pathToFileURL(`${folder}/`), answering)

  it('is asked for anew each time, under a policy that lets only this server speak and be spoken to', async () => {
    for (const path of ['/call', '/call/', '/call?lang=en']) {
      const response = await routes().request(`http://calls.example:7171${path}`)
      expect([response.status, await response.text()]).toEqual([
        200,
        '<!doctype html><meta name="rawi-call" content="{}">\n<title>call</title>',
      ])
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("connect-src 'self' ws://calls.example:7171 wss://calls.example:7171")
      expect(policy).not.toMatch(/unsafe|\*/)
      expect(response.headers.get('permissions-policy')).toContain('microphone=(self)')
      expect(response.headers.get('cache-control') ?? 'no-store').not.toContain('immutable')
    }
  })

  it('holds the face and name of whoever will answer, as text that breaks out of nothing', async () => {
    const { persona } = openSample()
    const named = { ...persona, agent: { ...persona.agent, name: { ar: '"><script>', en: 'Karim & Co' } } }
    const asked: (string | undefined)[] = []
    const app = routes('on', (id) => {
      asked.push(id)
      return id === 'nobody' ? undefined : { id: 'support', persona: named }
    })
    const text = await (await app.request('http://localhost/call?persona=support')).text()
    const content = /^<!doctype html><meta name="rawi-call" content="([^"<>]*)">\n<title>/.exec(text)?.[1] ?? ''
    const face = JSON.parse(
      content.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    )
    expect(face).toEqual({ look: 'karim', name: { ar: '"><script>', en: 'Karim & Co' }, languages: ['ar', 'en'] })
    expect(await (await app.request('http://localhost/call?persona=nobody')).text()).toContain('content="{}"')
    expect(await (await app.request('http://localhost/call')).text()).toContain('karim')
    expect(asked).toEqual(['support', 'nobody', undefined])
    const broken = routes('on', () => {
      throw new Error('no file can be read')
    })
    expect((await broken.request('http://localhost/call')).status).toBe(200)
  })

  it('says that no face is shown where the house has chosen none', async () => {
    const app = callPageRoutes(house('on', 'audio'), pathToFileURL(`${folder}/`), openSample)
    const text = await (await app.request('http://localhost/call')).text()
    expect(text).toContain('&quot;shown&quot;:&quot;none&quot;')
    expect(await (await routes('on', openSample).request('http://localhost/call')).text()).not.toContain('shown')
  })

  it('has files that a browser asks for once, packed where that helps', async () => {
    const asked = (path: string, encoding = 'gzip, br') =>
      routes().request(`http://localhost/call/assets/${path}`, { headers: { 'accept-encoding': encoding } })
    const packed = await asked('index-B4aZ.js')
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(packed.headers.get('vary')).toBe('accept-encoding')
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(PROGRAM.length / 4)
    const plain = await asked('index-B4aZ.js', 'identity')
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, PROGRAM])
    expect((await asked('plex-C0.woff2')).headers.get('content-encoding')).toBeNull()
  })

  it.each(['none-A1.js', '..%2fsecret.txt', '%2e%2e/secret.txt', 'secret.txt', '.sources', 'index-B4aZ.js%00'])(
    'has no file %s',
    async (name) => {
      const app = routes()
      app.onError((error, c) => c.text(String((error as { code?: string }).code), 404))
      const response = await app.request(`http://localhost/call/assets/${name}`)
      expect(response.status).toBe(404)
      expect(await response.text()).not.toContain('secret')
    },
  )

  it('says what to do where it is not built', async () => {
    const nowhere = callPageRoutes(house('on'), pathToFileURL(join(folder, 'nowhere/')), nobody)
    const arabic = await nowhere.request('http://localhost/call')
    expect([arabic.status, await arabic.text()]).toEqual([503, expect.stringContaining('scripts/build-pages.mjs')])
    const english = await nowhere.request('http://localhost/call?lang=en')
    expect(await english.text()).toContain('The call page is not ready yet')
  })

  it('is not there where the server takes no calls', async () => {
    const app = routes('off')
    app.onError((error, c) => c.text(String((error as { code?: string }).code), 404))
    expect(await (await app.request('http://localhost/call')).text()).toBe('RAWI_NOT_FOUND')
    expect(await (await app.request('http://localhost/call/assets/index-B4aZ.js')).text()).toBe('RAWI_NOT_FOUND')
  })
})
