import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'

const program = fileURLToPath(new URL('./exit-program.ts', import.meta.url))
let child: ChildProcess | undefined

function start() {
  const started = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] })
  child = started
  const out = { text: '', errors: '' }
  started.stdout.on('data', (data) => {
    out.text += data
  })
  started.stderr.on('data', (data) => {
    out.errors += data
  })
  return { process: started, out, exit: once(started, 'close') }
}

afterEach(() => child?.kill('SIGKILL'))

describe('the process ends by itself', () => {
  it('after a goodbye, though its input stays open, and logs nothing', async () => {
    const { process: caller, out, exit } = start()
    caller.stdin.write('مرحبا\nشكرا مع السلامة\n')
    const [code] = await exit
    expect(code).toBe(0)
    expect(out.text).toMatch(/مع السلامة!\nended user_hangup\n$/u)
    expect(out.errors).toBe('')
  })

  it('after the end of its input', async () => {
    const { process: caller, out, exit } = start()
    caller.stdin.end('hello\n')
    expect((await exit)[0]).toBe(0)
    expect(out.text).toContain('ended user_hangup')
  })

  it('after Ctrl-C while it waits for the caller', async () => {
    const { process: caller, out, exit } = start()
    await vi.waitUntil(() => out.text.includes('\n'), { timeout: 30_000 })
    caller.kill('SIGINT')
    expect((await exit)[0]).toBe(0)
    expect(out.text).toContain('ended user_hangup')
  })
})
