import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getConstructionPlans } from 'pg-boss'
import { openHouse } from 'rawi/maintenance'
import { describe, expect, it } from 'vitest'
import { embeddedJobsDatabase } from '../../src/work/jobs-database.ts'
import { splitStatements } from '../../src/work/split-statements.ts'

describe('the statements of a text', () => {
  it.each([
    ['select 1; select 2;', ['select 1', 'select 2']],
    [`select ';', "a;b"; select 'it''s; one'`, [`select ';', "a;b"`, `select 'it''s; one'`]],
    ['do $$ begin; end; $$; select 1', ['do $$ begin; end; $$', 'select 1']],
    ['do $a$ x; $$ y; $$ z; $a$; select 1', ['do $a$ x; $$ y; $$ z; $a$', 'select 1']],
    ['select 1 -- one; two\n; select /* a; b */ 2', ['select 1 -- one; two', 'select /* a; b */ 2']],
    [' ; ;', []],
  ])('%s', (text, statements) => {
    expect(splitStatements(text)).toEqual(statements)
  })

  it('lose nothing of what the job queue builds its tables with', () => {
    const text = getConstructionPlans('rawi_jobs')
    const plain = (sql: string) => sql.replaceAll(/[\s;]+/g, '')
    expect(plain(splitStatements(text).join(';'))).toBe(plain(text))
    expect(splitStatements(text).length).toBeGreaterThan(30)
  })
})

describe('the embedded database, as the job queue uses it', () => {
  it('answers with the rows of every statement, undoes all of them together, and goes on after an error', async () => {
    const home = await mkdtemp(join(tmpdir(), 'rawi-jobs-'))
    const house = await openHouse({ stateDir: home })
    const db = embeddedJobsDatabase(house.database)
    expect((await db.executeSql('begin; select 1 as n; select $$a;b$$ as t; commit')).rows).toEqual([
      { n: 1 },
      { t: 'a;b' },
    ])
    expect((await db.executeSql('select $1::int as n', [7])).rows).toEqual([{ n: 7 }])
    await expect(db.executeSql('begin; create table half (n int); select 1 / 0; commit')).rejects.toThrow()
    expect((await db.executeSql(`select to_regclass('half') as t`)).rows).toEqual([{ t: null }])
    await house.close()
    await rm(home, { recursive: true })
  })
})
