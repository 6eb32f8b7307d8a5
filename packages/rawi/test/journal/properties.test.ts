import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../src/conversation/entry.ts'
import type { Message } from '../../src/conversation/message.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { end, message, start } from './entries.ts'
import { adoptAll, alarms, all, journalOptions, newRecorderId, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

/** Any sequence of UTF-16 units, lone surrogates and NUL among them. */
const anyText = fc.oneof(
  fc.uint16Array({ maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('\0', '\ud800', '\udc00\ud800', 'السلام عليكم', '👨‍👩‍👧', 'õRWù'),
)
const conversations = fc.constantFrom('a', 'b', 'c')
const metadata = fc.dictionary(
  anyText.filter((key) => key !== '__proto__'),
  fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null)),
  { maxKeys: 3 },
)
const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
  conversations.map(start),
  conversations.map(end),
  fc
    .record({
      conversation: conversations,
      seq: fc.nat(),
      content: anyText,
      metadata,
      role: fc.constantFrom<Message['role']>('user', 'tool'),
    })
    .map(({ conversation, seq, ...fields }) => message(conversation, seq, fields)),
)

describe('a journal of any entries', () => {
  it('gives back the same, over segments and reopenings of any kind', async () => {
    const runs = fc.record({
      parts: fc.array(fc.array(anyEntry, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      segmentBytes: fc.integer({ min: 200, max: 3_000 }),
      sameFolder: fc.boolean(),
      encrypted: fc.boolean(),
      flushes: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(runs, async ({ parts, segmentBytes, sameFolder, encrypted, flushes }) => {
        const options = journalOptions({ segmentBytes, ...(encrypted ? { key: Buffer.alloc(32, 7) } : {}) })
        const expected = new Map<string, Entry[]>()
        for (const entries of parts) {
          const recorderId = sameFolder ? options.recorderId : newRecorderId()
          const journal = await openJournal({ ...options, recorderId })
          for (const entry of entries) journal.append(entry)
          const known = [...(expected.get(recorderId) ?? []), ...entries]
          expected.set(recorderId, known)
          expect(await all(journal.replay())).toEqual(known)
          if (flushes) await journal.flush()
          await journal.close()
        }
        const found = new Map((await adoptAll(options)).map((journal) => [journal.recorderId, journal.entries]))
        expect(found).toEqual(expected)
        expect(alarms(options)).toEqual([])
        removeDirectories()
      }),
      { numRuns: 60 },
    )
  })
})
