import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConversationRecord } from '../../src/conversation/store-port.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type AdoptOptions, adoptOldSystem } from '../../src/transfer/adopt.ts'
import { dumpContent } from '../transfer/content-dump.ts'
import { OLD_SYSTEM } from '../transfer/old-system.ts'
import { reading } from '../transfer/reading.ts'
import { imported } from '../transfer/round-trip.ts'
import { failure } from './failure.ts'
import type { Blank } from './migrate-contract.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'

/** Taking over the old system's tables, whichever kind of database they stand in. */
export function adoptContract(name: string, prepare: () => Promise<Blank>): void {
  describe(`adopting the old tables of ${name}`, () => {
    let blank: Blank
    let database: Database
    const adopt = (more: Partial<AdoptOptions> = {}) =>
      adoptOldSystem(database, { zone: 'Asia/Damascus', reading: () => reading(TENANT, 'rawi_old'), ...more })
    const all = async (): Promise<ConversationRecord[]> => {
      const store = openStore(database, { tenantId: TENANT })
      const records = await Promise.all((await store.list({ limit: 100 })).map(({ id }) => store.get(id)))
      return records.filter((record) => record !== undefined).toReversed()
    }
    const words = ({ messages }: ConversationRecord) => messages.map(({ content }) => content)

    beforeEach(async () => {
      blank = await prepare()
      database = blank.database
      await database.transaction((query) => query(OLD_SYSTEM))
    })
    afterEach(() => blank?.remove())

    it('is what a migration without it names, and then does nothing', async () => {
      const error = await failure(migrate(database))
      expect(error.code).toBe('RAWI_SCHEMA_OLD_SYSTEM')
      expect(error.hint).toContain('--adopt')
      const { rows } = await database.query<{ n: number }>('select count(*)::int as n from messages')
      expect(rows).toEqual([{ n: 20 }])
    })

    it('imports every call once, with its words in their zone, its doubles removed and its callers known', async () => {
      const told: unknown[] = []
      const done = await adopt({
        onMoved: (tables) => told.push(tables),
        onProgress: (progress) => told.push(progress),
      })
      expect(told[0]).toEqual(['conversations', 'messages', 'users'])
      expect(told.at(-1)).toEqual({ done: 6, open: 6 })
      expect(done).toMatchObject({
        moved: ['conversations', 'messages', 'users'],
        zone: 'Asia/Damascus',
        counts: {
          conversation_rows: 3,
          message_rows: 20,
          user_rows: 5,
          imported_conversations: 5,
          imported_messages: 14,
          doubled_messages: 4,
          split_off: 1,
          callers: 1,
        },
        leftOut: {
          'messages without a word': 1,
          'conversations without any time': 1,
          'messages without any time': 1,
          'callers whose number cannot be dialled': 1,
        },
      })
      expect(await all()).toMatchObject([
        {
          conversation_id: 'room-older',
          started_at: new Date('2025-10-01T07:00:00Z'),
          message_count: 2,
          status: 'completed',
        },
        {
          conversation_id: 'room-one',
          user_name: 'أحمد محمد',
          user_phone: '+963991234567',
          user_email: 'ahmad@example.com',
          summary: 'استفسار عن التدريبات',
          language: 'ar',
          avatar_provider: 'tavus',
          started_at: new Date('2025-11-05T11:20:00Z'),
          ended_at: new Date('2025-11-05T11:21:00Z'),
          duration_seconds: 60.5,
          message_count: 4,
          metadata: { imported_from: 'rawi_old', old_fields: { branch: 'دمشق', id: 1 } },
        },
        {
          conversation_id: 'room-two',
          user_phone: '+963991234567',
          status: 'abandoned',
          end_reason: 'worker_lost',
          message_count: 3,
        },
        {
          conversation_id: 'room-back',
          participant_identity: 'user-3',
          user_phone: null,
          summary: null,
          started_at: new Date('2025-11-06T06:00:00Z'),
          ended_at: new Date('2025-11-06T06:02:50Z'),
        },
        {
          conversation_id: expect.stringMatching(/^room-back-[0-9a-f]{8}$/),
          user_name: 'ليلى حسن',
          user_phone: '+963112345678',
          summary: 'شكوى',
          started_at: new Date('2025-11-06T06:15:10Z'),
          ended_at: new Date('2025-11-06T06:16:00Z'),
        },
      ])
      const records = await all()
      expect(records.map(words)).toEqual([
        ['من أنتم؟', 'نحن مركز التدريب'],
        ['مرحباً', 'أهلاً بك، كيف أساعدك؟', 'نعم', 'نعم'],
        ['ألو', 'ألو', 'أهلاً'],
        ['عندي سؤال', 'تفضل', 'شكراً، مع السلامة'],
        ['أريد تقديم شكوى', 'أنا أسمعك'],
      ])
      // What only the second logger knew.
      expect(records[1]?.messages[0]?.metadata).toMatchObject({ language: 'ar', old_fields: { logger: 'old', id: 1 } })
      const store = openStore(database, { tenantId: TENANT })
      expect(await store.getUserByPhone('+963991234567')).toMatchObject({
        name: 'أحمد محمد',
        email: 'ahmad@example.com',
        conversation_count: 2,
        first_seen_at: new Date('2025-11-04T05:00:00Z'),
        last_seen_at: new Date('2025-11-07T07:00:00Z'),
      })
      expect((await store.statistics({})).total).toBe(5)
      expect(await store.list({ words: 'شكوى', limit: 5 })).toHaveLength(1)
    })

    it('drops nothing', async () => {
      await adopt()
      const { rows } = await database.query(
        `select (select count(*)::int from rawi_old.conversations) as c, (select count(*)::int from rawi_old.messages) as m,
          (select count(*)::int from rawi_old.users) as u`,
      )
      expect(rows).toEqual([{ c: 3, m: 20, u: 5 }])
    })

    it('run again changes nothing and tells the same numbers', async () => {
      const { counts, leftOut } = await adopt()
      const before = await dumpContent(database)
      expect(await adopt({ zone: 'UTC' })).toEqual({
        moved: [],
        applied: [],
        zone: 'Asia/Damascus',
        worked: false,
        counts,
        leftOut,
      })
      expect(await dumpContent(database)).toEqual(before)
      expect(await migrate(database)).toEqual({ applied: [] })
    })

    it('goes on after a death at any point, and comes to the same', async () => {
      for (const point of ['moved', 'migrated', 1, 2, 1]) {
        const die = () => {
          throw new Error('killed')
        }
        const dying = adopt({
          onMoved: () => (point === 'moved' ? die() : undefined),
          onStep: (file) => (point === 'migrated' && file.includes('functions') ? die() : undefined),
          onProgress: ({ done }) => (done === point ? die() : undefined),
        })
        await expect(dying).rejects.toThrow('killed')
      }
      const done = await adopt({ zone: 'UTC' })
      expect(done).toMatchObject({ zone: 'Asia/Damascus', counts: { message_rows: 20, doubled_messages: 4 } })
      expect((await all()).map((record) => words(record).length)).toEqual([2, 4, 3, 3, 2])
    })

    it('knows a call whose transcript was imported as well', async () => {
      await adopt()
      const transcript = {
        conversation_id: 'room-two',
        start_time: '2025-11-05T15:00:00.734512',
        messages: [
          { role: 'user', content: 'ألو', timestamp: '2025-11-05T15:00:04.1' },
          { role: 'user', content: 'ألو', timestamp: '2025-11-05T15:00:09.2' },
          { role: 'assistant', content: 'أهلاً', timestamp: '2025-11-05T15:00:12.3' },
        ],
      }
      expect(await imported(database, TENANT, JSON.stringify(transcript))).toMatchObject({ present: 1, imported: 0 })
    })

    it('brings nothing back that was erased since', async () => {
      await adopt()
      await openStore(database, { tenantId: TENANT }).erase({ phone: '+963991234567' })
      await database.query(`update rawi_old.rawi_adoption set done = false where kind = 'calls'`)
      const { leftOut } = await adopt()
      expect(leftOut).toMatchObject({ 'conversations that were erased here': 2 })
      expect(await all()).toHaveLength(3)
    })

    it('is refused where something stands in its way, and then nothing was moved', async () => {
      await database.transaction((query) => query('create schema rawi_old; create table rawi_old.messages (a int)'))
      const error = await failure(adopt())
      expect(error.code).toBe('RAWI_ADOPT_BLOCKED')
      expect(error.message).toContain('messages')
      await database.transaction((query) =>
        query('drop schema rawi_old cascade; drop table users; create view users as select 1 as a'),
      )
      expect((await failure(adopt())).code).toBe('RAWI_ADOPT_BLOCKED')
      const { rows } = await database.query('select count(*)::int as n from public.conversations')
      expect(rows).toEqual([{ n: 3 }])
    })

    it('reads rows by other names: UUID keys, moments with a zone, times as text, a metadata column of text', async () => {
      await database.transaction((query) =>
        query(`drop table conversations, messages, users;
          create table conversations (id uuid primary key, session_id text, name text, phone text, start_time timestamptz, end_time timestamptz, extra text[]);
          create table messages (conversation_id uuid, speaker text, text text, created_at text, metadata text);
          insert into conversations values ('0b0e7a3e-0000-4000-8000-000000000001', 'call-1', 'سعاد', '0991234567',
            '2025-11-05 14:20:00+03', '2025-11-05 14:21:00+03', '{a,b}');
          insert into messages values
            ('0b0e7a3e-0000-4000-8000-000000000001', 'caller', 'مرحبا', '2025-11-05T14:20:05', '{"confidence": 0.9}'),
            ('0b0e7a3e-0000-4000-8000-000000000001', 'bot', 'أهلاً', '2025-11-05T14:20:09', 'plain');`),
      )
      const { counts, leftOut } = await adopt()
      expect({ counts, leftOut }).toEqual({
        counts: { conversation_rows: 1, message_rows: 2, imported_conversations: 1, imported_messages: 2 },
        leftOut: {},
      })
      expect(await all()).toMatchObject([
        {
          conversation_id: 'call-1',
          user_name: 'سعاد',
          user_phone: '+963991234567',
          started_at: new Date('2025-11-05T11:20:00Z'),
          duration_seconds: 60,
          metadata: { old_fields: { extra: ['a', 'b'] } },
          messages: [
            {
              role: 'user',
              content: 'مرحبا',
              timestamp: new Date('2025-11-05T11:20:05Z'),
              metadata: { confidence: 0.9 },
            },
            { role: 'assistant', content: 'أهلاً', metadata: { old_fields: { metadata: 'plain' } } },
          ],
        },
      ])
    })

    it('takes over a room whose name stood for every call, in bounded pages', async () => {
      await database.transaction((query) =>
        query(`truncate conversations, messages, users;
          insert into messages (conversation_id, role, content, "timestamp")
          select 'lobby', case when n % 2 = 0 then 'user' else 'assistant' end, 'جملة ' || n,
            timestamp '2025-01-01 08:00:00' + make_interval(mins => (n / 60) * 30, secs => (n % 60) * 2) from generate_series(0, 1799) n`),
      )
      const { counts } = await adopt()
      expect(counts).toMatchObject({
        message_rows: 1800,
        imported_conversations: 30,
        imported_messages: 1800,
        split_off: 29,
      })
      expect((await all()).every(({ message_count }) => message_count === 60)).toBe(true)
    })

    it('without anything old only migrates', async () => {
      await database.transaction((query) => query('drop table conversations, messages, users'))
      const { applied, ...rest } = await adopt()
      expect(applied.length).toBeGreaterThan(0)
      expect(rest).toEqual({ moved: [], zone: undefined, worked: false, counts: {}, leftOut: {} })
    })
  })
}
