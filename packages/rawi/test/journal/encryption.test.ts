import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openJournal } from '../../src/journal/open-journal.ts'
import { message, start } from './entries.ts'
import { adoptAll, alarms, journalOptions, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

const key = Buffer.alloc(32, 1)
const entries = [start('a'), message('a', 0, { content: 'what nobody may read' })]

async function written(options: ReturnType<typeof journalOptions>): Promise<Buffer> {
  const journal = await openJournal(options)
  for (const entry of entries) journal.append(entry)
  await journal.close()
  return readFileSync(join(options.directory, options.recorderId, '00000001.seg'))
}

describe('a journal with a key', () => {
  it('has no readable word on the disk, and gives everything back with the key', async () => {
    const options = journalOptions({ key })
    const bytes = await written(options)
    for (const words of ['nobody', 'room-a', 'user', '"message"']) expect(bytes.includes(words)).toBe(false)
    expect((await adoptAll(options))[0]?.entries).toEqual(entries)
    expect(alarms(options)).toEqual([])
  })

  it.each([
    ['no key', undefined],
    ['another key', Buffer.alloc(32, 2)],
  ])('is left as it is by a process with %s, which raises an alarm', async (_, other) => {
    const options = journalOptions({ key })
    const before = await written(options)
    const { key: _own, ...without } = options
    const stranger = other ? { ...without, key: other } : without
    expect(await adoptAll(stranger)).toEqual([])
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_KEY_MISSING'])
    expect(readFileSync(join(options.directory, options.recorderId, '00000001.seg'))).toEqual(before)
    expect((await adoptAll(options))[0]?.entries).toEqual(entries)
  })

  it('opens frames that an earlier process wrote without one', async () => {
    const { key: _own, ...plain } = journalOptions({ key })
    expect((await written(plain)).includes('nobody')).toBe(true)
    expect((await adoptAll({ ...plain, key }))[0]?.entries).toEqual(entries)
  })

  it('seals the same words differently each time', async () => {
    const options = journalOptions({ key })
    const journal = await openJournal(options)
    const said = message('a', 0)
    for (let i = 0; i < 2; i++) journal.append(said)
    await journal.close()
    const bytes = readFileSync(join(options.directory, options.recorderId, '00000001.seg'))
    const magic = Buffer.from([0xf5, 0x52, 0x57, 0xf9])
    const first = bytes.indexOf(magic)
    const second = bytes.indexOf(magic, first + 1)
    // 24 bytes of frame header and 12 of nonce come before the sealed text.
    expect(bytes.subarray(first + 36, second)).not.toEqual(bytes.subarray(second + 36))
  })

  it('refuses a key of another length', async () => {
    await expect(openJournal(journalOptions({ key: Buffer.alloc(16) }))).rejects.toMatchObject({
      code: 'RAWI_CONFIG_INVALID',
    })
  })
})

describe('the files of a journal', () => {
  it('are for their own user only, whatever the umask', async () => {
    const umask = process.umask(0)
    try {
      const options = journalOptions({ directory: join(journalOptions().directory, 'journal') })
      const journal = await openJournal(options)
      journal.append(start('a'))
      const folder = join(options.directory, options.recorderId)
      for (const path of [options.directory, folder]) expect(statSync(path).mode & 0o777).toBe(0o700)
      expect(readdirSync(folder).length).toBeGreaterThan(2)
      for (const name of readdirSync(folder))
        expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
      await journal.close()
    } finally {
      process.umask(umask)
    }
  })
})
