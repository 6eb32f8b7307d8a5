import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Statement } from '../../src/store/database.ts'
import { isDataError, isTransient, sqlState } from '../../src/store/database-error.ts'
import { failure } from './failure.ts'

/** Opens the same database again and again, one at a time. */
export interface Subject {
  open(options?: { statementTimeoutMs?: number; schema?: string }): Promise<Database>
  remove(): Promise<void>
}

const insert = (...values: unknown[]): Statement => ({ text: 'insert into item (id, body) values ($1, $2)', values })

const ENDLESS: Record<string, unknown> = {}
ENDLESS.self = ENDLESS

/** What holds behind the port whatever stands there; each kind's own test file runs it and adds its oddities. */
export function databaseContract(name: string, prepare: () => Promise<Subject>): void {
  describe(`${name} keeps the contract of the port`, () => {
    let subject: Subject
    let database: Database
    const ids = async () =>
      (await database.query<{ id: number }>('select id from item order by id')).rows.map((row) => row.id)

    beforeAll(async () => {
      subject = await prepare()
      database = await subject.open()
      await database.transaction((query) =>
        query(`create table item (id int primary key, body text check (body <> 'forbidden'));
               create table late (id int unique deferrable initially deferred)`),
      )
    })
    afterAll(async () => {
      await database?.close()
      await subject?.remove()
    })

    it('gives every type back as it was given', async () => {
      const at = new Date('2026-03-29T01:02:03.004Z')
      const values = [
        7,
        9007199254740993n,
        12,
        1.5,
        true,
        null,
        'نصّ "x" \\ \'',
        at,
        { a: ['ب', null, { b: 1 }] },
        [1, null],
        ['a,"b"', '{}', '\\', null],
        [at],
        Uint8Array.of(0, 255),
      ]
      const types = [
        'int4',
        'int8',
        'int8',
        'float8',
        'bool',
        'text',
        'text',
        'timestamptz',
        'jsonb',
        'int4[]',
        'text[]',
        'timestamptz[]',
        'bytea',
      ]
      const text = `select ${types.map((type, at) => `$${at + 1}::${type} as c${at}`).join(', ')}`
      const { rows } = await database.query<Record<string, unknown>>(text, values)
      expect(rows[0]).toEqual(Object.fromEntries(values.map((value, index) => [`c${index}`, value])))
    })

    it('rounds and shifts nothing: numerics and plain dates stay text', async () => {
      const { rows } = await database.query(
        `select 0.1::numeric as n, '2026-10-25'::date as d, '2026-10-25 01:30'::timestamp as t, array[1::int8, null, 9007199254740993] as big`,
      )
      expect(rows).toEqual([{ n: '0.1', d: '2026-10-25', t: '2026-10-25 01:30:00', big: [1, null, 9007199254740993n] }])
    })

    it('gives back any text, any JSON and any list', async () => {
      const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''))
      const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !/\\u0000|\\ud[89a-f]/.test(JSON.stringify(value)))
      await fc.assert(
        fc.asyncProperty(text, json, fc.array(fc.option(text)), async (word, value, list) => {
          const { rows } = await database.query('select $1::text as word, $2::jsonb as value, $3::text[] as list', [
            word,
            JSON.stringify(value),
            list,
          ])
          expect(rows).toEqual([
            { word, value: JSON.parse(JSON.stringify(value), (_, v) => (Object.is(v, -0) ? 0 : v)), list },
          ])
        }),
        { numRuns: 60 },
      )
    })

    it('tells the command and the count of rows', async () => {
      const results = await database.batch([
        { text: 'insert into item values (1), (2), (3)' },
        { text: `update item set body = 'x' where id > $1`, values: [1] },
        { text: 'select * from item' },
        { text: 'delete from item where id in (1, 2, 3)' },
        { text: 'select * from item' },
      ])
      expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
        ['INSERT', 3],
        ['UPDATE', 2],
        ['SELECT', 3],
        ['DELETE', 3],
        ['SELECT', 0],
      ])
    })

    it('keeps a batch wholly or not at all, and tells the first error', async () => {
      await database.batch([insert(10, 'a'), insert(11, 'b')])
      const error = await failure(
        database.batch([insert(12, 'c'), insert(11, 'again'), insert(13, 'd'), { text: 'select 1/0' }]),
      )
      expect([error.code, sqlState(error)]).toEqual(['RAWI_DATABASE_REFUSED', '23505'])
      expect(await ids()).toEqual([10, 11])
    })

    it('keeps nothing when the commit itself is refused', async () => {
      const twice = { text: 'insert into late values ($1)', values: [1] }
      expect(sqlState(await failure(database.batch([insert(20, null), twice, twice])))).toBe('23505')
      expect(
        sqlState(
          await failure(
            database.transaction(async (query) => {
              await query('insert into late values (1)')
              await query('insert into late values (1)')
            }),
          ),
        ),
      ).toBe('23505')
      expect(await ids()).not.toContain(20)
    })

    it('shows a `set local` to the rest of its batch only', async () => {
      const show = { text: `select current_setting('rawi.test', true) as value` }
      const results = await database.batch([{ text: `set local rawi.test = 'mine'` }, show])
      expect(results[1]?.rows).toEqual([{ value: 'mine' }])
      expect((await database.query<{ value: string | null }>(show.text)).rows[0]?.value || null).toBe(null)
    })

    it('takes the same named statement again and again, also after an error and a change of its table', async () => {
      const named = (text: string, values: unknown[] = []) => ({ text, values, name: 'contract' })
      await database.transaction((query) => query('create table shape (a int); insert into shape values (1)'))
      for (let round = 0; round < 3; round += 1)
        expect((await database.batch([named('select * from shape')]))[0]?.rows).toEqual([{ a: 1 }])
      await failure(database.batch([named('select * from shape'), { text: 'select 1/0' }]))
      await database.query(`alter table shape add column b int default 2`)
      for (let round = 0; round < 3; round += 1)
        expect((await database.batch([named('select * from shape')]))[0]?.rows).toEqual([{ a: 1, b: 2 }])
    })

    it('carries many statements and large values in one batch', async () => {
      const body = 'س'.repeat(2_000_000)
      await database.batch([insert(100, body), ...Array.from({ length: 500 }, (_, index) => insert(101 + index, null))])
      const { rows } = await database.query<{ body: string }>('select body from item where id = 100')
      expect(rows[0]?.body === body).toBe(true)
      await database.query('delete from item where id >= 100')
    })

    it('undoes a transaction whose function throws, and passes its error on', async () => {
      const own = new Error('own')
      await expect(
        database.transaction(async (query) => {
          await query('insert into item values (30)')
          throw own
        }),
      ).rejects.toBe(own)
      expect(await ids()).not.toContain(30)
    })

    it('does not take a swallowed error for a commit', async () => {
      const error = await failure(
        database.transaction(async (query) => {
          await query('insert into item values (31)')
          await query('insert into item values (31)').catch(() => {})
        }),
      )
      expect([error.code, sqlState(error), isTransient(error), isDataError(error)]).toEqual([
        'RAWI_COMMIT_ROLLED_BACK',
        '23505',
        false,
        true,
      ])
      expect(await ids()).not.toContain(31)
    })

    it('keeps what a savepoint saved', async () => {
      await database.transaction(async (query) => {
        await query('insert into item values ($1)', [32])
        await query('savepoint row')
        await query('insert into item values ($1)', [32]).catch(() => query('rollback to row'))
      })
      expect(await ids()).toContain(32)
    })

    it('refuses a statement after its transaction', async () => {
      const late = await database.transaction(async (query) => query)
      expect((await failure(late('select 1'))).code).toBe('RAWI_INTERNAL')
    })

    it('loses no update when many count at once', async () => {
      await database.query('insert into item values (40, $1)', ['0'])
      const count = () =>
        database.transaction(async (query) => {
          const { rows } = await query<{ body: string }>('select body from item where id = 40 for update')
          await query('update item set body = $1 where id = 40', [String(Number(rows[0]?.body) + 1)])
        })
      await Promise.all(Array.from({ length: 20 }, count))
      expect((await database.query('select body from item where id = 40')).rows).toEqual([{ body: '20' }])
    })

    it('takes several statements in one text inside a transaction only', async () => {
      const text = 'select 1 as a; select 2 as b'
      expect((await database.transaction((query) => query(text))).rows).toEqual([{ b: 2 }])
      expect(sqlState(await failure(database.query(text)))).toBe('42601')
      expect(sqlState(await failure(database.transaction((query) => query(`${text} where $1`, [true]))))).toBe('42601')
    })

    it.each([
      ['a NUL', 'select $1::text', ['سرّ\0'], '22021', true],
      ['a NUL in JSON', 'select $1::jsonb', ['"سرّ\\u0000"'], '22P05', true],
      ['half a surrogate in JSON', 'select $1::jsonb', ['"\\ud800 سرّ"'], '22P02', true],
      ['no number', 'select $1::int', ['سرّ'], '22P02', true],
      ['a refused value', 'insert into item values (50, $1)', ['forbidden'], '23514', true],
      ['a missing table', 'select * from nowhere where a = $1', ['سرّ'], '42P01', false],
      ['a mistake in SQL', 'selekt $1', ['سرّ'], '42601', false],
    ])('tells %s by its SQLSTATE, and never quotes the value', async (_, text, values, state, data) => {
      for (const error of [
        await failure(database.query(text, values)),
        await failure(database.transaction((query) => query(text, values))),
      ]) {
        expect([error.code, sqlState(error), isDataError(error), isTransient(error)]).toEqual([
          'RAWI_DATABASE_REFUSED',
          state,
          data,
          false,
        ])
        expect(`${error.message} ${error.cause}`).not.toMatch(/سرّ|forbidden/)
      }
      expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    })

    it.each([
      ['a date that is none', new Date(Number.NaN)],
      ['JSON without an end', ENDLESS],
    ])('refuses %s before anything is sent', async (_, value) => {
      const statements = [insert(60, null), insert(61, value)]
      expect((await failure(database.batch(statements))).code).toBe('RAWI_INPUT_INVALID')
      expect((await failure(database.transaction((query) => query('select $1::text', [value])))).code).toBe(
        'RAWI_INPUT_INVALID',
      )
      expect(await ids()).not.toContain(60)
    })

    it('ends a statement that takes too long, and goes on', async () => {
      await database.close()
      const hasty = await subject.open({ statementTimeoutMs: 300 })
      const endless = 'select count(*) from generate_series(1, 1000000000) a'
      const error = await failure(hasty.query(endless))
      expect([error.code, isTransient(error), isDataError(error)]).toEqual(['RAWI_DATABASE_TIMEOUT', true, false])
      await hasty.close()
      database = await subject.open()
      expect(await ids()).toContain(32)
    })

    it('works in a schema of its own and sees no other', async () => {
      await database.transaction((query) => query('create schema own; create table own.alone (id int)'))
      await database.close()
      const own = await subject.open({ schema: 'own' })
      await own.batch([{ text: 'insert into alone values (1)' }])
      expect((await own.query('select * from alone')).rows).toEqual([{ id: 1 }])
      expect((await own.transaction((query) => query('select * from alone where id = $1', [1]))).rows).toEqual([
        { id: 1 },
      ])
      expect(sqlState(await failure(own.query('select * from item')))).toBe('42P01')
      await own.close()
      database = await subject.open()
    })

    it('can be closed twice, and answers a closed door with a code', async () => {
      await Promise.all([database.close(), database.close()])
      expect((await failure(database.query('select 1'))).code).toBe('RAWI_DATABASE_UNREACHABLE')
      expect((await failure(database.batch([]))).code).toBe('RAWI_DATABASE_UNREACHABLE')
      expect((await failure(database.transaction(async () => {}))).code).toBe('RAWI_DATABASE_UNREACHABLE')
      database = await subject.open()
      expect(await ids()).toContain(32)
    })
  })
}
