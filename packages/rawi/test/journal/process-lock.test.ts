import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { acquireLock, lockHolder } from '../../src/journal/process-lock.ts'
import { newDirectory, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

const module = new URL('../../src/journal/process-lock.ts', import.meta.url).href

/** Another process that takes the lock and then does nothing more. */
async function holder(path: string): Promise<{ kill: () => Promise<void>; pid: number | undefined }> {
  const script = `import { acquireLock } from ${JSON.stringify(module)}
    const lock = acquireLock(${JSON.stringify(path)}); console.log(lock ? 'held' : 'refused'); setInterval(() => lock, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  expect(said.toString().trim()).toBe('held')
  return {
    pid: child.pid,
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

describe('a process lock', () => {
  it('tells an older Node, which has nothing to lock with, what is needed', () => {
    const builtin = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined)
    expect(() => acquireLock(join(newDirectory(), 'lock'))).toThrow(
      expect.objectContaining({ code: 'RAWI_CONFIG_INVALID', message: expect.stringContaining('needs Node 24') }),
    )
    builtin.mockRestore()
  })

  it('is held by one at a time in a process, and free after its release', () => {
    const path = join(newDirectory(), 'lock')
    const lock = acquireLock(path)
    expect(acquireLock(path)).toBeUndefined()
    lock?.release()
    lock?.release()
    const next = acquireLock(path)
    expect(next).toBeDefined()
    next?.release()
  })

  it('keeps other processes out and is free as soon as its holder was killed', async () => {
    const path = join(newDirectory(), 'lock')
    const other = await holder(path)
    expect(acquireLock(path)).toBeUndefined()
    expect(lockHolder(path)).toMatchObject({ pid: other.pid, command: expect.stringContaining('node') })
    await other.kill()
    const lock = acquireLock(path)
    expect(lock).toBeDefined()
    lock?.release()
  })

  it('is readable for its own user only and names its holder without arguments', () => {
    const path = join(newDirectory(), 'lock')
    const lock = acquireLock(path)
    for (const file of [path, `${path}.holder`]) expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(lockHolder(path)?.pid).toBe(process.pid)
    expect(lockHolder(path)?.command.split(' ').length).toBeLessThanOrEqual(2)
    lock?.release()
  })

  it('throws where the folder does not exist', () => {
    expect(() => acquireLock(join(newDirectory(), 'missing', 'lock'))).toThrow()
    expect(lockHolder(join(newDirectory(), 'lock'))).toBeUndefined()
  })
})
