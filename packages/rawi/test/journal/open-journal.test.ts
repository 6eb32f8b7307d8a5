import { afterEach, describe, expect, it } from 'vitest'
import { adoptJournals } from '../../src/journal/adopt-journals.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { end, erased, message, saved, start } from './entries.ts'
import { adoptAll, alarms, all, journalOptions, newRecorderId, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

describe('a journal', () => {
  it('gives back what was appended, in that order', async () => {
    const options = journalOptions()
    const journal = await openJournal(options)
    const entries = [start('a'), message('a', 0), start('b'), message('b', 0), message('a', 1), end('a')]
    for (const entry of entries) journal.append(entry)
    expect(await all(journal.replay())).toEqual(entries)
    expect(await all(journal.replay(new Set(['b'])))).toEqual([entries[2], entries[3]])
    await journal.flush()
    expect(journal.statistics()).toMatchObject({ segments: 1, unsyncedBytes: 0, memoryBytes: 0 })
    await journal.close()
    const [adopted] = await adoptAll(options)
    expect(adopted?.entries).toEqual(entries)
    expect(adopted?.recorderId).toBe(options.recorderId)
    expect(alarms(options)).toEqual([])
  })

  it('is not adopted while it is open, nor by its own recorder', async () => {
    const options = journalOptions()
    const journal = await openJournal(options)
    journal.append(start('a'))
    const others = { ...options, ownRecorderId: newRecorderId() }
    expect(await all(adoptJournals(others))).toEqual([])
    await journal.close()
    expect(await all(adoptJournals({ ...options, ownRecorderId: options.recorderId }))).toEqual([])
    const [adopted] = await all(adoptJournals(others))
    expect(adopted?.entries).toEqual([start('a')])
    expect(await all(adoptJournals(others))).toEqual([])
    await adopted?.release({ done: true })
    expect(await all(adoptJournals(others))).toEqual([])
  })

  it('hands out nothing of a conversation that was finally saved, but all of one saved in part', async () => {
    const options = journalOptions()
    const journal = await openJournal(options)
    const rest = [start('b'), message('b', 0), saved('b', 1, false), message('b', 1)]
    for (const entry of [start('a'), ...rest, saved('a', 1, true)]) journal.append(entry)
    await journal.close()
    expect((await adoptAll(options))[0]?.entries).toEqual(rest)
  })

  it('obeys a tombstone: neither older nor later entries come back', async () => {
    const options = journalOptions()
    const journal = await openJournal(options)
    for (const entry of [start('a'), message('a', 0), erased('a'), message('a', 1), start('b')]) journal.append(entry)
    expect(await all(journal.replay())).toEqual([start('b')])
    await journal.close()
    expect((await adoptAll(options))[0]?.entries).toEqual([start('b')])
  })

  it('remembers across adoptions what was marked as saved', async () => {
    const options = journalOptions()
    const journal = await openJournal(options)
    for (const entry of [start('a'), start('b')]) journal.append(entry)
    await journal.close()
    const [first] = await adoptAll(options, { keep: true })
    first?.markSaved(saved('a', 0, true))
    await first?.release({ done: false })
    expect((await adoptAll(options))[0]?.entries).toEqual([start('b')])
  })

  it('goes on in its own folder when it is opened again', async () => {
    const options = journalOptions()
    for (const entries of [[start('a')], [message('a', 0)], [message('a', 1)]]) {
      const journal = await openJournal(options)
      for (const entry of entries) journal.append(entry)
      await journal.close()
    }
    expect((await adoptAll(options))[0]?.entries).toEqual([start('a'), message('a', 0), message('a', 1)])
  })

  it('refuses a second opening of a folder that is held, and says by whom', async () => {
    const options = journalOptions()
    const journal = await openJournal(options)
    await expect(openJournal(options)).rejects.toMatchObject({
      code: 'RAWI_JOURNAL_FAILED',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    await journal.close()
  })
})
