import { expect, it } from 'vitest'
import type { Statement } from '../../src/store/database.ts'
import { sqlState } from '../../src/store/database-error.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { settingsStatement } from '../../src/store/settings.ts'
import { databaseContract } from './database-contract.ts'
import { failure } from './failure.ts'
import { createDatabase, describePostgres } from './test-database.ts'

describePostgres('a PostgreSQL server', () => {
  databaseContract('a server', async () => {
    const { url, drop } = await createDatabase()
    return { open: async (options) => openPostgres({ url, ...options }), remove: drop }
  })

  it('reads a batch in one transaction, takes off afterwards what it took on, and goes on after an error', async () => {
    const { url, drop } = await createDatabase()
    const database = openPostgres({ url, max: 1 })
    const reader = settingsStatement({ 'rawi.test': 'mine' })
    const show: Statement = {
      name: 'show',
      text: `select current_setting('rawi.test', true) as value, now()::text as at, current_setting('statement_timeout') as patience`,
    }
    for (let round = 0; round < 3; round += 1) {
      const [, one, other] = await database.batch([reader, show, show])
      expect(one?.rows[0]).toMatchObject({ value: 'mine', patience: '30s' })
      expect(other?.rows).toEqual(one?.rows)
      const [after] = await database.batch([show])
      expect(after?.rows[0].value || null).toBe(null)
      expect(sqlState(await failure(database.batch([reader, show, { text: 'select 1/0' }])))).toBe('22012')
    }
    await database.close()
    await drop()
  })

  it('answers brief reads that had to wait together, each its own, and never two readers with the rights of one', async () => {
    const { url, drop } = await createDatabase()
    const database = openPostgres({ url, max: 1 })
    const brief = (reader: string): Statement => ({
      ...settingsStatement({ 'rawi.test': reader }),
      brief: true,
    })
    const ask = (reader: string, ...texts: string[]) =>
      database.batch([brief(reader), ...texts.map((text) => ({ text }))]).then((answers) => answers.slice(1))
    const who = (word: string) =>
      `select current_setting('rawi.test') as reader, '${word}' as word, now()::text as began`
    const before = database.query('select pg_sleep(0.05)')
    const [mine, two, theirs, bad, last] = await Promise.all([
      ask('me', who('one')),
      ask('me', who('two'), who('three')),
      ask('them', who('four')),
      failure(ask('them', 'select 1/0')),
      ask('me', who('five')),
    ])
    await before
    const rows = [mine, two, theirs, last].map((answers) => answers?.flatMap(({ rows }) => rows))
    expect(rows).toMatchObject([
      [{ reader: 'me', word: 'one' }],
      [
        { reader: 'me', word: 'two' },
        { reader: 'me', word: 'three' },
      ],
      [{ reader: 'them', word: 'four' }],
      [{ reader: 'me', word: 'five' }],
    ])
    expect(sqlState(bad)).toBe('22012')
    const [began] = rows[0] ?? []
    expect(rows[1]?.[0].began).toBe(began.began)
    expect(rows[3]?.[0].began).toBe(began.began)
    expect(
      (await database.query<{ reader: string }>(`select current_setting('rawi.test', true) as reader`)).rows[0]
        ?.reader || null,
    ).toBe(null)
    await database.close()
    expect(await failure(ask('me', who('late')))).toMatchObject({ code: 'RAWI_DATABASE_UNREACHABLE' })
    await drop()
  })

  it('is told once for each connection how long a statement may take and where the tables stand', async () => {
    const { url, drop } = await createDatabase()
    const database = openPostgres({ url, max: 1, schema: 'apart', statementTimeoutMs: 7_000 })
    const show: Statement = {
      text: `select current_setting('search_path') as path, current_setting('statement_timeout') as patience`,
    }
    const own = { path: '"apart"', patience: '7s' }
    const [first] = await database.batch([show])
    expect(first?.rows).toEqual([own])
    await failure(database.query('select 1/0'))
    expect(await database.transaction(async (query) => (await query(show.text)).rows)).toEqual([own])
    await database.close()
    await drop()
  })
})
