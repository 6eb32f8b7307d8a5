import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../http/run-server.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

const MODULE = fileURLToPath(
  new URL('../../../../examples/python-agent/professional_conversation_manager.py', import.meta.url),
)
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0
if (!python && process.env.CI) throw new Error('python3, 3.9 or newer, is missing')
const reason = python ? '' : ' (skipped: python3, 3.9 or newer, is missing)'

describe.skipIf(!python)(`the old Python module over HTTP${reason}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'rawi-python-'))
  const agent = join(home, 'agent')
  const spool = join(home, 'spool')
  let port = 0
  let server: ServerProcess
  beforeAll(async () => {
    mkdirSync(agent)
    copyFileSync(MODULE, join(agent, 'professional_conversation_manager.py'))
    port = await freePort()
    server = await serverProcess(home, { RAWI_PORT: String(port) })
  })
  afterAll(async () => {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  })

  /** A Python agent that begins with the old import; resolves with what it printed. */
  const run = (code: string, env: Record<string, string> = {}) => {
    const child = spawn('python3', ['-c', `${PRELUDE}\n${code}`], {
      cwd: agent,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        RAWI_HOME: home,
        RAWI_SPOOL: spool,
        PYTHONDONTWRITEBYTECODE: '1',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const ended = once(child, 'close').then(([status]) => ({ status, out, err }))
    const told = async (word: string) => {
      while (!out.includes(word)) {
        if (child.exitCode !== null) throw new Error(err)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    return { child, ended, told, go: () => child.stdin.write('go\n') }
  }
  const record = async (label: string) =>
    (await ask(`${server.url}/v1/conversations/${label}`, 'GET', { key: server.secret })).body
  const words = async (label: string) =>
    (await record(label)).messages.map(({ content }: { content: string }) => content)

  it('has its class, five methods, arguments and answers', async () => {
    const { status, out, err } = await run(`
manager = ProfessionalConversationManager()
print(manager.start_conversation(conversation_id="room-abc123", room_name="room-abc123", participant_identity="user-456",
  metadata={"language": "ar", "avatar_provider": "tavus"}))
manager.add_message_to_local_transcript("user", "مرحباً")
manager.add_message_to_local_transcript(role="assistant", content="أهلاً بك...", metadata={"language": "ar"})
manager.add_message_to_local_transcript("user", "  ")
result = manager.end_conversation(user_name="أحمد محمد", user_phone="+963991234567", summary="استفسار عن التدريبات")
print(json.dumps(result))
print(manager.end_conversation())
print(json.dumps(manager.get_conversation_list(limit=20)))
print(json.dumps(manager.get_conversation_with_messages("room-abc123")))
print(manager.get_conversation_with_messages("never"))
`).ended
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const [label, result = '', none, list = '', full = '', never] = out.trim().split('\n')
    expect([label, none, never]).toEqual(['room-abc123', 'None', 'None'])
    expect(JSON.parse(result)).toMatchObject({
      conversation_id: 'room-abc123',
      status: 'completed',
      messages_saved: 2,
      message_count: 2,
      saved: true,
      duration_seconds: expect.any(Number),
    })
    expect(JSON.parse(list)).toMatchObject([
      {
        conversation_id: 'room-abc123',
        user_name: 'أحمد محمد',
        user_phone: '+963991234567',
        message_count: 2,
        status: 'completed',
        started_at: expect.stringMatching(/Z$/),
        duration_seconds: expect.any(Number),
      },
    ])
    expect(JSON.parse(full)).toMatchObject({
      avatar_provider: 'tavus',
      language: 'ar',
      participant_identity: 'user-456',
      messages: [{ content: 'مرحباً' }, { content: 'أهلاً بك...', metadata: { language: 'ar' } }],
    })
    expect(readdirSync(spool)).toEqual([])
  })

  it('loses and doubles nothing while the server is killed and away in the middle of a call', async () => {
    const talk = run(`
manager = ProfessionalConversationManager()
manager.start_conversation("through the storm")
for n in range(300):
  begun = time.monotonic()
  manager.add_message_to_local_transcript("user", f"word {n}")
  longest = max(longest, time.monotonic() - begun)
  time.sleep(0.01)
  if n == 100: print("at 100", flush=True)
print("said", flush=True)
wait()
result = manager.end_conversation(user_name="Storm")
print(json.dumps(result), manager.close(60), longest < 1)
`)
    await talk.told('at 100')
    await server.kill()
    await talk.told('said')
    server = await serverProcess(home, { RAWI_PORT: String(port) })
    talk.go()
    const { out } = await talk.ended
    expect(out.trim().endsWith('True True')).toBe(true)
    expect(await words('through the storm')).toEqual(Array.from({ length: 300 }, (_, n) => `word ${n}`))
    expect(await record('through the storm')).toMatchObject({ status: 'completed', user_name: 'Storm' })
  })

  it('keeps a whole call that no server heard, and the next process sends it, with its own times', async () => {
    const nowhere = { RAWI_URL: `http://127.0.0.1:${await freePort()}`, RAWI_KEY: 'rawi_x' }
    const first = await run(
      `
manager = ProfessionalConversationManager(end_timeout=0.2)
manager.start_conversation("unheard")
manager.add_message_to_local_transcript("user", "is anybody there?")
time.sleep(0.5)
manager.add_message_to_local_transcript("assistant", "I am")
print(json.dumps(manager.end_conversation()), json.dumps(manager.get_conversation_list()))
`,
      nowhere,
    ).ended
    expect(first.out).toContain('"saved": false')
    expect(first.out.trim().endsWith('[]')).toBe(true)
    const cut = run(
      `
manager = ProfessionalConversationManager()
manager.start_conversation("cut off")
manager.add_message_to_local_transcript("user", "half a")
print("said", flush=True)
wait()
`,
      nowhere,
    )
    await cut.told('said')
    cut.child.kill('SIGKILL')
    await cut.ended
    const sent = Date.now()
    expect((await run('print(ProfessionalConversationManager().close(60))').ended).out.trim()).toBe('True')
    const unheard = await record('unheard')
    expect(unheard.messages).toMatchObject([{ content: 'is anybody there?' }, { content: 'I am' }])
    expect(Date.parse(unheard.ended_at)).toBeLessThan(sent)
    expect(unheard.duration_seconds).toBeGreaterThan(0.4)
    expect(unheard.duration_seconds).toBeLessThan(5)
    expect(await record('cut off')).toMatchObject({
      status: 'failed',
      end_reason: 'error',
      messages: [{ content: 'half a' }],
    })
    expect(readdirSync(spool)).toEqual([])
  })

  it('sets aside what is refused for good, and sends the rest', async () => {
    const { out } = await run(`
manager = ProfessionalConversationManager()
manager.start_conversation("one is wrong")
manager.add_message_to_local_transcript("user", "right")
manager.add_message_to_local_transcript("villain", "wrong")
manager.add_message_to_local_transcript("user", "right again \\ud83d")
print(json.dumps(manager.end_conversation()))
`).ended
    expect(JSON.parse(out)).toMatchObject({ saved: true, messages_saved: 2 })
    expect((await words('one%20is%20wrong'))[0]).toBe('right')
    expect(readdirSync(spool)).toEqual([expect.stringMatching(/\.refused$/)])
  })
})

const PRELUDE = `
import json, sys, time
from professional_conversation_manager import ProfessionalConversationManager
longest = 0
def wait(): sys.stdin.readline()
`

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
