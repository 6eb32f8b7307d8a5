import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { createDatabase, describePostgres, type TestDatabase } from './test-database.ts'

describePostgres('a PostgreSQL server', () => {
  let own: TestDatabase
  let database: Database
  beforeAll(async () => {
    own = await createDatabase()
    database = openPostgres({ url: own.url })
  })
  afterAll(async () => {
    await database.close()
    await own.drop()
  })

  it('answers', async () => {
    const { rows } = await database.query('select $1::int as one, $2::int8 as eight, $3::text[] as list', [
      1,
      5,
      ['a', null, 'b"\\'],
    ])
    expect(rows).toEqual([{ one: 1, eight: 5, list: ['a', null, 'b"\\'] }])
    expect(await database.transaction(async (query) => (await query('select 1 as x; select 2 as y')).rows)).toEqual([
      { y: 2 },
    ])
  })
})
