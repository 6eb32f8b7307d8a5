import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { runHere } from './run-here.ts'
import { finished, newHome, rawi, saidSomething, startRawi } from './run-rawi.ts'

const START = fileURLToPath(new URL('../../../../scripts/start.mjs', import.meta.url))
const CALL = 'مرحبا\nاسمي أحمد محمد\nرقمي 0991234567\nشكرا مع السلامة\n'

describe('a typed call', () => {
  const home = newHome()
  beforeAll(() => giveDatabase(home.path))
  afterAll(home.remove)

  it('piped into `npm start` is kept with the caller’s name and number', async () => {
    const child = spawn(process.execPath, [START], {
      env: { PATH: process.env.PATH, HOME: home.path, RAWI_HOME: home.path },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child.stdin.end(CALL)
    const { code, out } = await finished(child)
    expect(code).toBe(0)
    expect(out).toMatch(/npx rawi list/)
    expect(out).toMatch(/npx rawi show session-/)
    const { items } = JSON.parse((await runHere(home.path, ['list', '--json'])).out)
    expect(items).toMatchObject([
      {
        status: 'completed',
        end_reason: 'user_hangup',
        user_name: 'أحمد محمد',
        user_phone: '+963991234567',
        channel: 'text',
      },
    ])
    expect(items[0].summary).toBe('محادثة مع أحمد محمد')
  })

  it.each([
    ['SIGINT', 'user_hangup'],
    ['SIGTERM', 'shutdown'],
  ] as const)('that %s interrupts is ended and kept', async (signal, reason) => {
    const child = startRawi(home.path, ['chat'])
    const end = finished(child)
    child.stdin?.write('مرحبا\n')
    await saidSomething(child)
    await answered(child)
    child.kill(signal)
    // Passed on by what started it, the same key arrives twice.
    child.kill(signal)
    expect((await end).code).toBe(0)
    const { items } = JSON.parse((await runHere(home.path, ['list', '--limit', '1', '--json'])).out)
    expect(items).toMatchObject([{ status: 'completed', end_reason: reason, message_count: 3 }])
  })

  it('goes on while the database is away, and says so', async () => {
    const env = { DATABASE_URL: 'postgres://rawi@127.0.0.1:1/rawi' }
    const { code, out, err } = await rawi(home.path, ['chat', '--json'], { env, input: 'مرحبا\n' })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ status: 'completed', messages_saved: 0, message_count: 3 })
    expect(err).toContain('RAWI_DATABASE_UNREACHABLE')
  })

  it('shows up at the server that holds the database', async () => {
    const server = startRawi(home.path, ['start', '--port', '0'])
    const stopped = finished(server)
    await saidSomething(server)
    const { code, out } = await rawi(home.path, ['chat'], { input: CALL })
    expect(code).toBe(0)
    const [, id] = /npx rawi show (session-\S+)/.exec(out) ?? []
    const { key } = JSON.parse(
      (await runHere(home.path, ['keys', 'create', '--name', 'a', '--scope', 'read', '--json'])).out,
    )
    const { url } = JSON.parse(readFileSync(join(home.path, 'server.json'), 'utf8'))
    const list = await fetch(`${url}/v1/conversations?limit=1`, { headers: { authorization: `Bearer ${key}` } })
    expect(((await list.json()) as { items: unknown[] }).items).toMatchObject([
      { conversation_id: id, user_name: 'أحمد محمد', user_phone: '+963991234567', channel: 'text', message_count: 9 },
    ])
    server.kill('SIGTERM')
    expect((await stopped).code).toBe(0)
  })

  it('with a persona that is none ends with its code', async () => {
    const { code, err } = await rawi(home.path, ['chat', '--persona', 'missing.yaml'])
    expect(code).toBe(1)
    expect(err).toContain('error RAWI_PERSONA_INVALID')
  })
})

/** Resolves when the agent has answered the caller's first line. */
async function answered(child: ReturnType<typeof startRawi>): Promise<void> {
  let out = ''
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (text: string) => {
      out += text
      if ((out.match(/^سارة: /gm)?.length ?? 0) >= 1 && /› مرحبا\nسارة: .*\n/.test(out)) resolve()
    })
  })
}
