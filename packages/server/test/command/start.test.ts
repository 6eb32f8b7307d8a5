import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, newHome } from '../http/run-server.ts'
import { runHere } from './run-here.ts'
import { finished, type Run, rawi, startRawi } from './run-rawi.ts'

const START = fileURLToPath(new URL('../../../../scripts/start.mjs', import.meta.url))

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly link: string
  readonly ended: Promise<Run>
}

/** What a failed test would leave running. */
const children: ChildProcess[] = []

/** Waits until a server says where it is. */
async function started(child: ChildProcess): Promise<Started> {
  children.push(child)
  const ended = finished(child)
  let out = ''
  const said = new Promise<void>((resolve) => {
    child.stdout?.on('data', (text: string) => {
      out += text
      if (out.includes('Ctrl-C')) resolve()
    })
  })
  const early = ended.then(({ err }) => {
    throw new Error(`It ended before it listened: ${err}`)
  })
  await Promise.race([said, early])
  early.catch(() => {})
  const [url = ''] = /http:\/\/[\d.:]+/.exec(out) ?? []
  const [link = ''] = /http:\/\/\S+token=\S+/.exec(out) ?? []
  return { child, url, link, ended }
}

describe('rawi start', () => {
  let home: string
  beforeEach(async () => {
    home = await newHome()
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  })
  const start = (...args: string[]) => started(startRawi(home, ['start', '--port', '0', ...args]))

  it('lets in by the link it prints, answers commands for the database it holds, and ends with 0', async () => {
    const { child, url, link, ended } = await start()
    expect(statSync(join(home, 'server.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'secret')).mode & 0o777).toBe(0o600)
    expect((await ask(link, 'GET')).status).toBe(303)
    const made = JSON.parse((await rawi(home, ['keys', 'create', '--name', 'crm', '--scope', 'admin', '--json'])).out)
    expect((await ask(`${url}/v1/session`, 'GET', { key: made.key })).body).toMatchObject({ id: made.id })
    const another = await runHere(home, ['keys', 'sign-in'])
    expect(another).toMatchObject({ code: 0, err: '', out: expect.stringContaining('/sign-in?token=') })
    expect((await ask(another.out.trim(), 'GET')).status).toBe(303)
    expect((await runHere(home, ['keys', 'revoke', made.prefix])).code).toBe(0)
    expect((await ask(`${url}/v1/session`, 'GET', { key: made.key })).status).toBe(401)
    child.kill('SIGTERM')
    const { code, out, err } = await ended
    expect({ code, stopping: /Stopping/.test(out) }).toEqual({ code: 0, stopping: true })
    for (const line of err.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('level')
    expect(err).not.toMatch(/token=|crm/)
    expect(() => statSync(join(home, 'server.json'))).toThrow('ENOENT')
    const { items } = JSON.parse((await runHere(home, ['keys', 'list', '--json'])).out)
    expect(items).toMatchObject([{ id: made.id, revoked_at: expect.any(String) }])
  })

  it('finishes what it has begun when it is told to stop, and takes nothing new', async () => {
    const { child, url, ended } = await start()
    const { key } = JSON.parse(
      (await runHere(home, ['keys', 'create', '--name', 'crm', '--scope', 'admin', '--json'])).out,
    )
    const body = JSON.stringify({ name: 'late', scopes: ['read'] })
    const slow = request(`${url}/v1/keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': body.length },
    })
    slow.write(body.slice(0, 5))
    const answer = once(slow, 'response')
    await begun(`${url}/metrics`)
    child.kill('SIGINT')
    const refused = await untilRefused(`${url}/v1/session`, key)
    expect(refused).toMatchObject({ status: 503, body: { code: 'RAWI_STOPPING' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    slow.end(body.slice(5))
    const [response] = await answer
    expect(response.statusCode).toBe(201)
    response.resume()
    expect((await ended).code).toBe(0)
  })

  it('starts again after it was killed, and commands do not wait for the dead', async () => {
    const first = await start()
    first.child.kill('SIGKILL')
    await first.ended
    expect(JSON.parse(readFileSync(join(home, 'server.json'), 'utf8')).url).toBe(first.url)
    expect((await rawi(home, ['keys', 'list'])).code).toBe(0)
    expect((await runHere(home, ['keys', 'sign-in'])).err).toContain('RAWI_SERVER_NOT_RUNNING')
    const second = await start()
    second.child.kill('SIGTERM')
    expect((await second.ended).code).toBe(0)
  })

  it('listens beyond this machine only when somebody can be let in', async () => {
    const far = ['start', '--port', '0', '--host', '0.0.0.0']
    const refused = await rawi(home, far)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('error RAWI_LISTEN_UNSAFE') })
    await runHere(home, ['keys', 'create', '--name', 'first', '--scope', 'admin'])
    const { child, ended } = await started(startRawi(home, far))
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('is what npm start does where nothing is piped in, also when npm and its shell end without a word', async () => {
    const child = spawn('sh', ['-c', `"${process.execPath}" "${START}"; true`], {
      env: { PATH: process.env.PATH, HOME: home, RAWI_HOME: home, RAWI_PORT: '0', npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const { url, ended } = await started(child)
    expect((await ask(`${url}/healthz`, 'GET')).body).toEqual({ status: 'ok' })
    child.kill('SIGKILL')
    expect((await ended).out).toContain('Stopping')
  })

  it('refuses settings that are wrong, by name', async () => {
    const { code, err } = await rawi(home, ['start'], { env: { RAWI_JWT_ISSUER: 'a', RAWI_JWT_SECRET: '8 bytes!' } })
    expect(code).toBe(1)
    expect(err).toContain('error RAWI_SECRET_WEAK')
    expect(err).not.toContain('8 bytes!')
    expect((await runHere(home, ['start', '--port', 'many'])).err).toContain('error RAWI_CONFIG_INVALID')
  })
})

/** A request that hangs in its body has been let in once a later one is answered. */
async function begun(url: string): Promise<void> {
  for (let n = 0; n < 3; n++) await ask(url, 'GET')
}

async function untilRefused(url: string, key: string): ReturnType<typeof ask> {
  for (;;) {
    const answer = await ask(url, 'GET', { key })
    if (answer.status !== 200) return answer
  }
}
