import { existsSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FLUSH_TROUBLE_MS, JOURNAL_BALLAST_BYTES, JOURNAL_MEMORY_MAX_BYTES } from '../../src/conversation/bounds.ts'
import { systemClock } from '../../src/conversation/clock.ts'
import type { Entry } from '../../src/conversation/entry.ts'
import type { Journal } from '../../src/conversation/journal-port.ts'
import { type JournalOptions, openJournal } from '../../src/journal/open-journal.ts'
import { message, start } from './entries.ts'
import { type FaultDisk, faultDisk } from './fault-disk.ts'
import { adoptAll, alarms, all, journalOptions, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

interface Bench {
  readonly options: JournalOptions
  readonly disk: FaultDisk
  readonly journal: Journal
  readonly appended: Entry[]
  append(count: number, content?: string): void
}

async function bench(more: Partial<JournalOptions> = {}): Promise<Bench> {
  const disk = faultDisk()
  const options = journalOptions({ disk, ...more })
  const journal = await openJournal(options)
  const appended: Entry[] = []
  return {
    options,
    disk,
    journal,
    appended,
    append(count, content = 'مرحباً') {
      for (let i = 0; i < count; i++) {
        const entry = message('a', appended.length, { content })
        journal.append(entry)
        appended.push(entry)
      }
    },
  }
}

async function recovered(options: JournalOptions): Promise<readonly Entry[] | undefined> {
  return (await adoptAll(options))[0]?.entries
}

describe('a disk that takes only a part of a frame', () => {
  it('gets the whole frame again, and the torn one is cut off', async () => {
    for (const bytes of [1, 23, 24, 100]) {
      const { journal, disk, options, append, appended } = await bench()
      append(3)
      disk.cutNextWrite(bytes)
      append(3)
      await journal.close()
      const [adopted] = await adoptAll(options)
      expect(adopted).toMatchObject({ entries: appended, damagedFrames: 0 })
      expect(alarms(options)).toEqual([])
    }
  })

  it('gets no more frames in a segment that it cannot cut back', async () => {
    const { journal, disk, options, append, appended } = await bench()
    append(2)
    disk.fail('ftruncateSync', 'EIO')
    disk.cutNextWrite(30)
    append(2)
    expect(journal.statistics().segments).toBe(2)
    await journal.close()
    const [adopted] = await adoptAll(options)
    expect(adopted).toMatchObject({ entries: appended, damagedFrames: 1 })
  })
})

describe('a full disk', () => {
  it('first gets the ballast back, and everything still reaches it', async () => {
    const { journal, disk, options, append, appended } = await bench()
    disk.room = 1_000
    append(100)
    expect(journal.statistics().memoryBytes).toBe(0)
    expect(existsSync(join(options.directory, options.recorderId, 'ballast'))).toBe(false)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DISK_FULL'])
    await journal.flush()
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })

  it('lets calls go on in memory, raises one alarm, and gets everything in order once there is room', async () => {
    const { journal, disk, options, append, appended } = await bench()
    append(5)
    disk.room = 1_000
    append(500, 'x'.repeat(4_000))
    const { memoryBytes } = journal.statistics()
    expect(memoryBytes).toBeGreaterThan(500_000)
    // What is only in memory is still shown.
    expect(await all(journal.replay())).toEqual(appended)
    let flushed = false
    const flush = journal.flush().then(() => {
      flushed = true
    })
    append(5)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(flushed).toBe(false)
    disk.room = Number.POSITIVE_INFINITY
    await flush
    append(5)
    expect(journal.statistics().memoryBytes).toBe(0)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DISK_FULL'])
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })

  it('is told again when it is full a second time, after there was room for the ballast', async () => {
    const { journal, disk, options, append } = await bench()
    const ballast = join(options.directory, options.recorderId, 'ballast')
    for (let episode = 1; episode <= 2; episode++) {
      disk.room = 0
      append(10, 'x'.repeat(200_000))
      expect(alarms(options)).toHaveLength(episode)
      disk.room = Number.POSITIVE_INFINITY
      await vi.waitFor(() => expect(existsSync(ballast)).toBe(true), { timeout: 20_000 })
    }
    expect(JOURNAL_BALLAST_BYTES).toBeLessThan(10 * 200_000)
    await journal.close()
  })

  it('fills the memory only to its bound; what comes later raises an alarm and flush says so', async () => {
    const { journal, disk, options, append, appended } = await bench()
    disk.room = 0
    disk.fail('writeSync', 'ENOSPC')
    const content = 'x'.repeat(1_000_000)
    append(Math.ceil(JOURNAL_MEMORY_MAX_BYTES / 1_000_000) + 3, content)
    expect(journal.statistics().memoryBytes).toBeLessThanOrEqual(JOURNAL_MEMORY_MAX_BYTES)
    expect(journal.statistics().memoryBytes).toBeGreaterThan(JOURNAL_MEMORY_MAX_BYTES - 1_100_000)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DISK_FULL', 'RAWI_JOURNAL_MEMORY_FULL'])
    await expect(journal.flush()).rejects.toMatchObject({ code: 'RAWI_JOURNAL_MEMORY_FULL' })
    disk.fail('writeSync')
    disk.room = Number.POSITIVE_INFINITY
    await vi.waitFor(() => expect(journal.statistics().memoryBytes).toBe(0), { timeout: 20_000 })
    await journal.close()
    const entries = (await recovered(options)) ?? []
    expect(entries.length).toBeGreaterThan(60)
    expect(entries).toEqual(appended.slice(0, entries.length))
  })

  it('does not keep a process from closing, which says that something was left', async () => {
    const { journal, disk, append } = await bench()
    append(1)
    disk.fail('writeSync', 'ENOSPC')
    append(1)
    const flush = journal.flush()
    const outcome = expect(flush).rejects.toMatchObject({ code: 'RAWI_JOURNAL_DISK_FULL' })
    await journal.close()
    await outcome
  })

  it('lets nobody wait for ever: flush rejects after a while, and the words are written all the same', async () => {
    let passed = 0
    const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + passed }
    const { journal, disk, options, append, appended } = await bench({ clock })
    append(1)
    disk.fail('writeSync', 'ENOSPC')
    append(1)
    const flush = journal.flush()
    passed = FLUSH_TROUBLE_MS
    await expect(flush).rejects.toMatchObject({ code: 'RAWI_JOURNAL_DISK_FULL' })
    disk.fail('writeSync')
    await journal.flush()
    expect(journal.statistics().memoryBytes).toBe(0)
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })

  it('at the opening raises an alarm and lets calls begin in memory', async () => {
    const disk = faultDisk()
    disk.fail('writeSync', 'ENOSPC')
    const options = journalOptions({ disk })
    const journal = await openJournal(options)
    const entries = [start('a'), message('a', 0)]
    for (const entry of entries) journal.append(entry)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DISK_FULL'])
    disk.fail('writeSync')
    await journal.flush()
    await journal.close()
    expect(await recovered(options)).toEqual(entries)
  })
})

describe('a disk whose sync fails', () => {
  it('gets all that was not safe once more in a new segment, and each entry is found once', async () => {
    const { journal, disk, options, append, appended } = await bench()
    append(3)
    await journal.flush()
    disk.fail('fdatasync', 'EIO')
    append(3)
    const flush = journal.flush()
    await vi.waitFor(() => expect(alarms(options)).toEqual(['RAWI_JOURNAL_WRITE_FAILED']), 10_000)
    append(2)
    disk.fail('fdatasync')
    await flush
    const folder = join(options.directory, options.recorderId)
    const segments = readdirSync(folder).filter((name) => name.endsWith('.seg'))
    expect(segments.length).toBeGreaterThanOrEqual(2)
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })

  it('loses nothing even when the distrusted file did not keep its last frames', async () => {
    const { journal, disk, options, append, appended } = await bench()
    append(3)
    await journal.flush()
    const distrusted = join(options.directory, options.recorderId, '00000001.seg')
    const safe = statSync(distrusted).size
    append(4)
    disk.fail('fdatasync', 'EIO')
    const flush = journal.flush()
    await vi.waitFor(() => expect(alarms(options)).toEqual(['RAWI_JOURNAL_WRITE_FAILED']), 10_000)
    disk.fail('fdatasync')
    await flush
    truncateSync(distrusted, safe)
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })

  it('is not filled with copies while one sync after the other fails', async () => {
    const { journal, disk, options, append, appended } = await bench()
    disk.fail('fdatasync', 'EIO')
    append(50)
    const flush = journal.flush()
    await vi.waitFor(() => expect(disk.calls.fdatasync).toBeGreaterThanOrEqual(4), { timeout: 10_000 })
    expect(journal.statistics().segments).toBeLessThanOrEqual(2)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_WRITE_FAILED'])
    disk.fail('fdatasync')
    await flush
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })

  it('of the folder is no less serious', async () => {
    const { journal, disk, options, append, appended } = await bench()
    disk.fail('fsync', 'EIO')
    append(5)
    const flush = journal.flush()
    await vi.waitFor(() => expect(alarms(options)).toEqual(['RAWI_JOURNAL_WRITE_FAILED']), 10_000)
    disk.fail('fsync')
    await flush
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })
})

describe('a disk whose writes fail for another reason', () => {
  it('gets the frame in a new segment, or it waits in memory', async () => {
    const { journal, disk, options, append, appended } = await bench()
    append(2)
    disk.fail('writeSync', 'EIO')
    append(3)
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_WRITE_FAILED'])
    expect(journal.statistics().memoryBytes).toBeGreaterThan(0)
    disk.fail('writeSync')
    await journal.flush()
    await journal.close()
    expect(await recovered(options)).toEqual(appended)
  })
})

describe('a state folder that cannot be written', () => {
  it.each([
    ['mkdirSync', 'EACCES'],
    ['openSync', 'EROFS'],
  ] as const)('fails at the opening with the path and what to do (%s %s)', async (call, code) => {
    const disk = faultDisk()
    disk.fail(call, code)
    const options = journalOptions({ disk })
    const refusal = openJournal(options)
    await expect(refusal).rejects.toMatchObject({
      code: 'RAWI_STATE_DIR_UNWRITABLE',
      message: expect.stringContaining(options.directory),
      hint: expect.stringContaining('RAWI_HOME'),
    })
    disk.fail(call)
    // The lock was let go.
    await (await openJournal(options)).close()
  })
})
