import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openStore } from '../../src/store/open-store.ts'
import { batchOf, messageOf, startOf } from '../store/calls.ts'
import { dumpContent } from './content-dump.ts'
import { fillWithContent } from './generated-content.ts'
import { exported, imported, reportOf } from './round-trip.ts'

export interface EmptyDatabase {
  readonly database: Database
  remove(): Promise<void>
}

const TENANT = '00000000-0000-0000-0000-000000000000'

/** What an export carries from one database to another, of whichever kinds they are. */
export function exportContract(
  name: string,
  openFrom: () => Promise<EmptyDatabase>,
  openTo: () => Promise<EmptyDatabase>,
): void {
  describe(`an export ${name}`, () => {
    let from: EmptyDatabase
    let to: EmptyDatabase
    let text: string

    beforeAll(async () => {
      from = await openFrom()
      to = await openTo()
      const store = openStore(from.database, { tenantId: TENANT })
      await fillWithContent(from.database, store, TENANT, { seed: 11, conversations: 40 })
      // Longer than one line may be.
      const long = startOf(TENANT, { label: 'room-long' })
      const words = Array.from({ length: 700 }, (_, seq) => messageOf(long, seq, `${seq} ${'كلمة '.repeat(500)}`))
      await store.save([batchOf(long, words)])
      while ((await store.drainOutbox(200)) > 0);
      text = await exported(from.database, TENANT)
    })
    afterAll(async () => {
      await from?.remove()
      await to?.remove()
    })

    it('gives the same rows in every table, search and statistics included', async () => {
      const report = await imported(to.database, TENANT, text)
      const counted = await counts(from.database)
      expect(report).toEqual(reportOf('export', { ...counted, refused: [] }))
      expect(counted.messages).toBeGreaterThan(700)
      expect(await dumpContent(to.database)).toEqual(await dumpContent(from.database))
    })

    it('imported again changes nothing', async () => {
      const before = await dumpContent(to.database)
      expect(await imported(to.database, TENANT, text)).toEqual(
        reportOf('export', { present: (await counts(from.database)).imported, refused: [] }),
      )
      expect(await dumpContent(to.database)).toEqual(before)
      const { rows } = await to.database.query('select * from outbox')
      expect(rows).toEqual([])
    })

    it('and back again is the very same text', async () => {
      const withoutTime = (all: string) => all.replace(/"exported_at":"[^"]+"/, '')
      expect(withoutTime(await exported(to.database, TENANT))).toBe(withoutTime(text))
    })

    it('splits a long conversation into lines of bounded length', () => {
      const lines = text.split('\n')
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThan(2_000_000)
      expect(lines.filter((line) => line.startsWith('{"kind": "more"')).length).toBeGreaterThan(3)
    })

    it('of a range has its conversations and their callers only', async () => {
      const some = await exported(from.database, TENANT, {
        from: new Date('2026-03-01T12:00:00Z'),
        to: new Date('2026-03-01T16:00:00Z'),
      })
      const kinds = some
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { kind?: string; row?: { started_at: string } })
      const starts = kinds.filter(({ kind }) => kind === 'conversation').map(({ row }) => row?.started_at ?? '')
      expect(starts.length).toBeGreaterThan(0)
      expect(starts.filter((at) => at < '2026-03-01T12' || at >= '2026-03-01T16')).toEqual([])
      expect(some).not.toContain('زائر بلا مكالمة')
    })
  })
}

async function counts(database: Database): Promise<{ imported: number; messages: number; users: number }> {
  const { rows } = await database.query<{ imported: number; messages: number; users: number }>(
    `select (select count(*)::int from conversations) as imported, (select count(*)::int from messages) as messages,
      (select count(*)::int from users) as users`,
  )
  return rows[0] ?? { imported: -1, messages: -1, users: -1 }
}
