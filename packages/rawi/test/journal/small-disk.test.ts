import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../src/conversation/entry.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { message } from './entries.ts'
import { adoptAll, alarms, all, journalOptions, newDirectory, removeDirectories } from './workshop.ts'

/** A real file system of 4 MB, or why there can be none here. */
function smallDisk(): { path: string } | { reason: string } {
  const path = newDirectory()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', path], { stdio: 'pipe' })
    return { path }
  } catch (error) {
    return { reason: `no tmpfs can be mounted: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}` }
  }
}

let mounted: string | undefined
afterEach(() => {
  if (mounted) execFileSync('umount', ['-l', mounted])
  mounted = undefined
  removeDirectories()
})

describe('a real disk that is full', () => {
  it('takes everything in order once there is room again, and nothing is damaged', async (context) => {
    const disk = smallDisk()
    if ('reason' in disk) return context.skip(disk.reason)
    mounted = disk.path
    const options = journalOptions({ directory: join(disk.path, 'journal') })
    const journal = await openJournal(options)
    const hog = join(disk.path, 'hog')
    const appended: Entry[] = []
    const append = (count: number) => {
      for (let i = 0; i < count; i++) {
        const entry = message('a', appended.length, { content: 'س'.repeat(2_000) })
        journal.append(entry)
        appended.push(entry)
      }
    }
    append(10)
    await journal.flush()
    writeFileSync(hog, Buffer.alloc(2_800_000, 1))
    append(600)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DISK_FULL'])
    expect(journal.statistics().memoryBytes).toBeGreaterThan(500_000)
    expect(await all(journal.replay())).toEqual(appended)
    rmSync(hog)
    await journal.flush()
    append(10)
    await journal.close()
    const [adopted] = await adoptAll(options)
    expect(adopted?.entries).toEqual(appended)
    expect(adopted?.damagedFrames).toBe(0)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DISK_FULL'])
  })

  it('refuses a journal that not even a lock has room for, and says why', async (context) => {
    const disk = smallDisk()
    if ('reason' in disk) return context.skip(disk.reason)
    mounted = disk.path
    const options = journalOptions({ directory: join(disk.path, 'journal') })
    const hog = join(disk.path, 'hog')
    for (const bytes of [100_000, 4_096]) {
      expect(() => {
        for (;;) writeFileSync(hog, Buffer.alloc(bytes, 1), { flag: 'a' })
      }).toThrow('ENOSPC')
    }
    await expect(openJournal(options)).rejects.toMatchObject({ code: 'RAWI_JOURNAL_DISK_FULL' })
    rmSync(hog)
    await (await openJournal(options)).close()
  })
})

describe('a folder of somebody else', () => {
  it('fails at the opening with what to do', (context) => {
    if (process.getuid?.() !== 0) return context.skip('only root can make a folder of somebody else')
    const directory = join(newDirectory(), 'journal')
    mkdirSync(directory, { mode: 0o700 })
    chownSync(directory, 1, 1)
    const module = new URL('../../src/journal/open-journal.ts', import.meta.url).href
    const script = `import { openJournal } from ${JSON.stringify(module)}
      process.setgid(65534); process.setuid(65534)
      const clock = { now: Date.now, monotonic: () => performance.now() }
      await openJournal({ directory: ${JSON.stringify(directory)}, recorderId: crypto.randomUUID(), tenantId: 't', clock, onAlarm() {} })
        .then(() => console.log('opened'), (error) => console.log(error.code))`
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(said.trim()).toBe('RAWI_STATE_DIR_UNWRITABLE')
  })
})
