import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ConversationRecord, openRecorder } from 'rawi'
import { describe, expect, it, vi } from 'vitest'
import { hasBuiltinVoice, loadPersona, receptionPersona } from '../../src/index.ts'

describe('a server that is killed in the middle of a call', () => {
  /** What its next start finds of it. */
  async function killed(how: 'typed' | 'spoken'): Promise<ConversationRecord | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'rawi-killed-call-'))
    const program = fileURLToPath(new URL('./killed-call-program.ts', import.meta.url))
    const child = spawn(process.execPath, [program, folder, how], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const told = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
      const id = String(told[0]).trim()
      expect(id).toMatch(/^[0-9a-f-]{36}$/)
      child.kill('SIGKILL')
      await once(child, 'exit')

      const recorder = await openRecorder({ stateDir: folder })
      try {
        await recorder.ready
        const found = async () => await recorder.getConversation(id)
        return await vi.waitUntil(found, { timeout: 30_000, interval: 100 })
      } finally {
        await recorder.close()
      }
    } finally {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    }
  }

  it('has every word of it after its next start', async () => {
    const kept = await killed('typed')
    expect(kept).toMatchObject({ status: 'abandoned', end_reason: 'worker_lost', channel: 'web', language: 'en' })
    expect(kept?.messages.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant'])
    expect(kept?.messages[1]?.content).toBe('my name is John Smith')
    expect(kept?.messages.every(({ interrupted }) => !interrupted)).toBe(true)
  })

  it.skipIf(!hasBuiltinVoice())('knows how far the agent was heard, and that the call went on until then', async () => {
    const kept = await killed('spoken')
    const { display } = loadPersona(receptionPersona).says.greeting.en
    const [greeting, ...more] = kept?.messages ?? []
    expect(more).toEqual([])
    expect(greeting).toMatchObject({ content: display, interrupted: true })
    expect(greeting?.heard?.length).toBeGreaterThan(10)
    expect(display.startsWith(greeting?.heard ?? '-')).toBe(true)
    expect(greeting?.heard).not.toBe(display)
    // Its words began a good while before.
    const spokenMs = Number(kept?.ended_at?.getTime()) - Number(greeting?.timestamp.getTime())
    expect(spokenMs).toBeGreaterThan(250)
  })
})
