import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../src/conversation/entry.ts'
import type { AdoptedJournal } from '../../src/conversation/journal-port.ts'
import { createCollection } from '../../src/journal/collect-entries.ts'
import type { JournalOptions } from '../../src/journal/open-journal.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { readFolder } from '../../src/journal/read-folder.ts'
import { scanSegment } from '../../src/journal/scan-segment.ts'
import { end, message, start } from './entries.ts'
import { adoptAll, alarms, journalOptions, removeDirectories } from './workshop.ts'

const entries: readonly Entry[] = [start('a'), message('a', 0), message('b', 0, { content: 'õRWù' }), end('a')]

let options: JournalOptions
let path: string
let whole: Buffer
/** Where each entry's frame begins and ends. */
let places: (readonly [number, number])[]

beforeEach(async () => {
  options = journalOptions()
  const journal = await openJournal(options)
  for (const entry of entries) journal.append(entry)
  await journal.close()
  path = join(options.directory, options.recorderId, '00000001.seg')
  whole = readFileSync(path)
  places = []
  await scanSegment(path, (_buffer, frame) => places.push([frame.offset, frame.offset + frame.bytes]))
})
afterEach(removeDirectories)

/** What a reader of the folder finds after the one segment was overwritten. */
async function read(bytes: Buffer): Promise<{ entries: readonly Entry[]; damagedFrames: number }> {
  writeFileSync(path, bytes)
  const collection = createCollection(true)
  const { damaged } = await readFolder(dirname(path), undefined, (entry, ordinal) => collection.add(entry, ordinal))
  return { entries: collection.entries(), damagedFrames: damaged }
}

/** What adoption finds after the one segment was overwritten. */
async function adopted(bytes: Buffer): Promise<AdoptedJournal | undefined> {
  writeFileSync(path, bytes)
  return (await adoptAll(options))[0]
}

describe('a damaged segment', () => {
  it('loses only the frame in which a byte was flipped, at every offset', async () => {
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole)
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at)
      const undamaged = entries.filter((_, index) => !isWithin(at, places[index]))
      const result = await read(flipped)
      expect(result.entries, `bit flipped in byte ${at}`).toEqual(undamaged)
      expect(result.damagedFrames, `bit flipped in byte ${at}`).toBe(1)
    }
  })

  it('loses only the frame in which every bit of a byte was flipped, at every offset', async () => {
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole)
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0xff, at)
      const undamaged = entries.filter((_, index) => !isWithin(at, places[index]))
      expect((await read(flipped)).entries, `byte ${at} inverted`).toEqual(undamaged)
    }
  })

  it('gives every frame that is whole when it is cut off, at every offset', async () => {
    for (let length = 0; length <= whole.length; length++) {
      const kept = entries.filter((_, index) => (places[index]?.[1] ?? 0) <= length)
      expect((await read(whole.subarray(0, length))).entries, `cut to ${length} bytes`).toEqual(kept)
    }
  })

  it('gives every frame before a tail of zeros, from every offset', async () => {
    for (let from = 0; from < whole.length; from++) {
      const zeroed = Buffer.from(whole).fill(0, from)
      const kept = entries.filter((_, index) => (places[index]?.[1] ?? 0) <= from || whole.equals(zeroed))
      expect((await read(zeroed)).entries, `zeros from ${from}`).toEqual(kept)
    }
    const longer = await read(Buffer.concat([whole, Buffer.alloc(4096)]))
    expect(longer).toMatchObject({ entries, damagedFrames: 1 })
  })

  it('gives every frame before and after a hole of zeros', async () => {
    const [from, to] = places[1] ?? [0, 0]
    const holed = await adopted(Buffer.from(whole).fill(0, from, to))
    expect(holed).toMatchObject({ entries: entries.filter((_, index) => index !== 1), damagedFrames: 1 })
    expect(alarms(options)).toEqual(['RAWI_JOURNAL_DAMAGED'])
  })

  it('refuses a frame of length 0 even when its checksum holds', async () => {
    const { crc32 } = await import('node:zlib')
    const [from] = places[0] ?? [0]
    const empty = Buffer.from(whole.subarray(from, from + 24))
    empty.writeUInt32BE(0, 10)
    empty.writeUInt32BE(crc32(empty.subarray(8)), 4)
    const result = await read(Buffer.concat([whole, empty]))
    expect(result).toMatchObject({ entries, damagedFrames: 1 })
  })

  it('never takes the words of a caller for a frame', async () => {
    const inner = whole.subarray(...(places[0] ?? [0, 0])).toString('latin1')
    const journal = await openJournal({ ...options, recorderId: '00000000-0000-4000-8000-00000000000b' })
    journal.append(message('c', 0, { content: inner }))
    await journal.close()
    const second = join(options.directory, '00000000-0000-4000-8000-00000000000b', '00000001.seg')
    const seen: number[] = []
    const bytes = readFileSync(second)
    // Without its own magic the frame around the copied one is gone, and nothing inside takes its place.
    await scanSegment(second, (_buffer, frame) => seen.push(frame.offset))
    bytes.writeUInt8(0, seen[0] ?? 0)
    writeFileSync(second, bytes)
    const none: number[] = []
    await scanSegment(second, (_buffer, frame) => none.push(frame.offset))
    expect([seen.length, none]).toEqual([1, []])
  })

  it('does not keep the recovery from other folders, even when a file cannot be read at all', async () => {
    const broken = join(options.directory, '00000000-0000-4000-8000-00000000000c')
    mkdirSync(join(broken, '00000001.seg'), { recursive: true })
    copyFileSync(path, join(broken, '00000002.seg'))
    const found = await adoptAll(options, { keep: true })
    expect(found.map((journal) => journal.entries)).toEqual([entries, entries])
    for (const journal of found) await journal.release({ done: true })
    expect(alarms(options)).toContain('RAWI_JOURNAL_FAILED')
    // What could not be read is not done.
    expect(readdirSync(options.directory).filter((name) => !name.endsWith('.done'))).toEqual([
      '00000000-0000-4000-8000-00000000000c',
    ])
  })
})

function isWithin(at: number, place: readonly [number, number] | undefined): boolean {
  return place !== undefined && at >= place[0] && at < place[1]
}
