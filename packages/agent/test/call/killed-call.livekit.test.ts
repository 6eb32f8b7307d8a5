import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openRecorder } from 'rawi'
import { expect, it, vi } from 'vitest'

it('a server that is killed in the middle of a call has every word of it after its next start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-killed-call-'))
  const program = fileURLToPath(new URL('./killed-call-program.ts', import.meta.url))
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const told = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    const id = String(told[0]).trim()
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const recorder = await openRecorder({ stateDir: folder })
    try {
      await recorder.ready
      const kept = await vi.waitUntil(async () => await recorder.getConversation(id), {
        timeout: 30_000,
        interval: 100,
      })
      expect(kept).toMatchObject({ status: 'abandoned', end_reason: 'worker_lost', channel: 'web', language: 'en' })
      expect(kept?.messages.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant'])
      expect(kept?.messages[1]?.content).toBe('my name is John Smith')
      expect(kept?.messages.every(({ interrupted }) => !interrupted)).toBe(true)
    } finally {
      await recorder.close()
    }
  } finally {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
})
