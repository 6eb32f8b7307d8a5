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
    const reader: Statement = { ...settingsStatement({ 'rawi.test': 'mine' }), reads: true }
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
