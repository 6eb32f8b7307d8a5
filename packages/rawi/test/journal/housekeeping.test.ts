import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JOURNAL_COPY_FORWARD_SEGMENTS, JOURNAL_INSURANCE_HOURS } from '../../src/conversation/bounds.ts'
import type { Clock } from '../../src/conversation/clock.ts'
import type { Entry } from '../../src/conversation/entry.ts'
import type { Journal } from '../../src/conversation/journal-port.ts'
import { eraseFromOldJournals } from '../../src/journal/erase-old-journals.ts'
import { type JournalOptions, openJournal } from '../../src/journal/open-journal.ts'
import { removeExpired } from '../../src/journal/remove-expired.ts'
import { end, erased, message, saved, start } from './entries.ts'
import { adoptAll, alarms, all, journalOptions, newRecorderId, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

const HOUR = 3_600_000
let now: number
const clock: Clock = { now: () => now, monotonic: () => performance.now() }
let options: JournalOptions
let journal: Journal

beforeEach(async () => {
  now = 1_700_000_000_000
  options = journalOptions({ clock, segmentBytes: 2_000 })
  journal = await openJournal(options)
})

function files(suffix: string): string[] {
  return readdirSync(join(options.directory, options.recorderId)).filter((name) => name.endsWith(suffix))
}

/** Whether these words stand in any file of the journal folder, whatever it is called. */
function onDisk(words: string): boolean {
  const names = readdirSync(options.directory, { recursive: true, withFileTypes: true })
  const segments = names.filter((name) => name.isFile() && /seg|freed/.test(name.name))
  return segments.some((name) => readFileSync(join(name.parentPath, name.name)).includes(words))
}

/** A call with so many messages, from its start to its final mark. */
function wholeCall(conversation: string, count: number): Entry[] {
  const messages = Array.from({ length: count }, (_, seq) => message(conversation, seq))
  return [start(conversation), ...messages, end(conversation), saved(conversation, count, true)]
}

describe('segments', () => {
  it('become free when the calls in them are finally saved, and stay as insurance for 24 hours', async () => {
    for (let call = 0; call < 20; call++) for (const entry of wholeCall(`call ${call}`, 10)) journal.append(entry)
    await vi.waitFor(() => expect(files('.seg').length).toBeLessThanOrEqual(2), 10_000)
    expect(files('.freed').length).toBeGreaterThan(5)
    now += JOURNAL_INSURANCE_HOURS * HOUR - 1
    expect(await removeExpired({ directory: options.directory, clock })).toBe(0)
    expect(onDisk('call 0')).toBe(true)
    now += 1
    expect(await removeExpired({ directory: options.directory, clock })).toBeGreaterThan(5)
    expect(files('.freed')).toEqual([])
    expect(onDisk('call 0')).toBe(false)
    await journal.close()
  })

  it('are not free by a mark that is not final', async () => {
    for (let call = 0; call < 6; call++) {
      for (const entry of wholeCall(`call ${call}`, 10).slice(0, -1)) journal.append(entry)
      journal.append(saved(`call ${call}`, 10, false))
    }
    await journal.rewriteWithout(new Set())
    expect(files('.freed')).toEqual([])
    await journal.close()
  })

  it('do not wait for a long call: what it said is carried forward, and all else goes', async () => {
    const long: Entry[] = [start('long')]
    journal.append(start('long'))
    for (let call = 0; call < 40; call++) {
      for (const entry of wholeCall(`call ${call}`, 5)) journal.append(entry)
      const said = message('long', call)
      journal.append(said)
      long.push(said)
    }
    const kept = () => files('.seg').map((name) => readFileSync(join(options.directory, options.recorderId, name)))
    await vi.waitFor(() => {
      const old = kept().slice(0, -JOURNAL_COPY_FORWARD_SEGMENTS - 1)
      expect(old.length).toBeGreaterThan(3)
      expect(old.some((segment) => segment.includes('call '))).toBe(false)
    }, 10_000)
    expect(await all(journal.replay(new Set(['long'])))).toEqual(long)
    await journal.close()
    expect((await adoptAll(options))[0]?.entries).toEqual(long)
    expect(alarms(options)).toEqual([])
  })

  it('keep the mark of a call as long as a frame of it is left, whenever the process dies', async () => {
    journal.append(start('long'))
    for (let call = 0; call < 30; call++) {
      for (const entry of wholeCall(`call ${call}`, 3)) journal.append(entry)
      const [dead] = await adoptedCopy()
      expect(dead?.filter((entry) => entry.conversation !== 'long')).toEqual([])
    }
    await journal.close()
  })

  /** What another process would find now, if this one were gone. */
  async function adoptedCopy(): Promise<(readonly Entry[])[]> {
    const directory = join(options.directory, 'copy', newRecorderId())
    const folder = join(directory, options.recorderId)
    mkdirSync(folder, { recursive: true })
    // From the newest on, because the oldest are being freed meanwhile: a mark must not vanish before its frames.
    for (const name of files('.seg').reverse()) {
      const segment = join(options.directory, options.recorderId, name)
      if (existsSync(segment)) copyFileSync(segment, join(folder, name))
    }
    return (await adoptAll({ ...options, directory })).map((adopted) => adopted.entries)
  }
})

describe('an erasure', () => {
  it('takes every word of the conversation off the disk, insurance included, and nothing else', async () => {
    for (let call = 0; call < 6; call++) {
      for (const entry of wholeCall(`call ${call}`, 10)) journal.append(entry)
      journal.append(message('secret', call, { content: `the secret ${call}` }))
      journal.append(message('other', call))
    }
    for (const entry of [...wholeCall('old secret', 20), ...wholeCall('filler', 20)]) journal.append(entry)
    await vi.waitFor(() => expect(files('.freed').length).toBeGreaterThan(0), 10_000)
    expect([onDisk('the secret'), onDisk('old secret')]).toEqual([true, true])
    for (const conversation of ['secret', 'old secret']) journal.append(erased(conversation))
    await journal.rewriteWithout(new Set(['secret', 'old secret']))
    expect(onDisk('the secret')).toBe(false)
    expect(onDisk('room-old secret')).toBe(false)
    journal.append(message('secret', 99, { content: 'the secret comes back' }))
    expect(onDisk('the secret')).toBe(false)
    const others = Array.from({ length: 6 }, (_, call) => message('other', call))
    expect(await all(journal.replay(new Set(['other', 'secret', 'old secret'])))).toEqual(others)
    await journal.close()
    expect((await adoptAll(options))[0]?.entries).toEqual(others)
  })

  it('can go on while messages come in, and loses none of them', async () => {
    const kept: Entry[] = []
    for (let seq = 0; seq < 30; seq++) journal.append(message('gone', seq))
    const rewriting = journal.rewriteWithout(new Set(['gone']))
    for (let seq = 0; seq < 200; seq++) {
      const said = message('kept', seq)
      journal.append(said)
      kept.push(said)
      if (seq % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await rewriting
    expect(await all(journal.replay())).toEqual(kept)
    await journal.close()
    expect((await adoptAll(options))[0]?.entries).toEqual(kept)
  })

  it('reaches folders of processes that are gone, adopted and finished ones too', async () => {
    for (const entry of [start('secret'), start('kept')]) journal.append(entry)
    await journal.close()
    const ownRecorderId = newRecorderId()
    const conversations = new Set(['secret'])
    const [held] = await adoptAll(options, { keep: true })
    await held?.rewriteWithout(conversations)
    expect([onDisk('room-secret'), onDisk('room-kept')]).toEqual([false, true])
    await held?.release({ done: true })
    await eraseFromOldJournals({ ...options, ownRecorderId, conversations: new Set(['kept']) })
    expect(onDisk('room-kept')).toBe(false)
    expect(alarms(options)).toEqual([])
  })

  it('leaves the folder of a living process to that process', async () => {
    journal.append(start('secret'))
    await eraseFromOldJournals({ ...options, ownRecorderId: newRecorderId(), conversations: new Set(['secret']) })
    expect(onDisk('room-secret')).toBe(true)
    expect(await all(journal.replay())).toEqual([start('secret')])
    await journal.close()
  })
})

describe('a finished folder', () => {
  it('is skipped from then on and deleted after 24 hours', async () => {
    journal.append(start('a'))
    await journal.close()
    const [adopted] = await adoptAll(options, { keep: true })
    await adopted?.release({ done: true })
    expect(await adoptAll(options)).toEqual([])
    expect(onDisk('room-a')).toBe(true)
    now += JOURNAL_INSURANCE_HOURS * HOUR - 1
    expect(await removeExpired({ directory: options.directory, clock })).toBe(0)
    now += 1
    expect(await removeExpired({ directory: options.directory, clock })).toBe(1)
    expect(readdirSync(options.directory)).toEqual([])
  })

  it('is deleted earlier where less insurance is asked for', async () => {
    journal.append(start('a'))
    await journal.close()
    const [adopted] = await adoptAll(options, { keep: true })
    await adopted?.release({ done: true })
    const one = { directory: options.directory, clock, insuranceMs: HOUR }
    now += HOUR - 1
    expect(await removeExpired(one)).toBe(0)
    now += 1
    expect(await removeExpired(one)).toBe(1)
  })
})
