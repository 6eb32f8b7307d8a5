import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { sqlState } from '../../src/store/database-error.ts'
import { migrate } from '../../src/store/migrate.ts'
import { printMigrations, readMigrations } from '../../src/store/migration-files.ts'
import { failure } from './failure.ts'

/** A database that nobody has migrated. */
export interface Blank {
  readonly database: Database
  remove(): Promise<void>
}

const OURS = new URL('../../supabase/migrations/', import.meta.url)

/** Migrations on a fresh database, whichever kind it is. */
export function migrateContract(name: string, prepare: () => Promise<Blank>): void {
  describe(`migrations on ${name}`, () => {
    let blank: Blank
    let database: Database
    let files: string[]
    let folder: string
    const tables = async (schema: string) =>
      (
        await database.query<{ name: string }>(
          `select c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = $1 and c.relkind = 'r' order by 1`,
          [schema],
        )
      ).rows.map((row) => row.name)
    /** A copy of our migrations with one more behind them. */
    const withOneMore = (sql: string): URL => {
      cpSync(OURS, folder, { recursive: true })
      writeFileSync(join(folder, '29990101000000_more.sql'), sql)
      return pathToFileURL(`${folder}/`)
    }

    beforeEach(async () => {
      files = (await readMigrations()).map((migration) => migration.file)
      folder = mkdtempSync(join(tmpdir(), 'rawi-migrations-'))
      blank = await prepare()
      database = blank.database
    })
    afterEach(async () => {
      rmSync(folder, { recursive: true, force: true })
      await blank?.remove()
    })

    it('run each once, in order, and say so', async () => {
      const steps: string[] = []
      expect(await migrate(database, { onStep: (file) => steps.push(file) })).toEqual({ applied: files })
      expect(steps).toEqual(files)
      expect(await tables('public')).toEqual(expect.arrayContaining(['conversations', 'messages', 'rawi_migrations']))
      expect(await migrate(database)).toEqual({ applied: [] })
    })

    it('called many times at once, run each once', async () => {
      const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(database)))
      expect(runs.flatMap((run) => run.applied).sort()).toEqual(files)
    })

    it('fill a schema of its own and leave public empty', async () => {
      await migrate(database, { schema: 'apart' })
      expect(await tables('apart')).toContain('conversations')
      expect(await tables('public')).toEqual([])
      expect(await migrate(database, { schema: 'apart' })).toEqual({ applied: [] })
    })

    it('do not touch a schema that a newer program has changed for good', async () => {
      await migrate(database)
      await database.query(
        `insert into rawi_migrations (version, name, breaking) values ('29990101000000', 'mild', false)`,
      )
      expect(await migrate(database)).toEqual({ applied: [] })
      await database.query(`insert into rawi_migrations (version, name) values ('29990101000001', 'future')`)
      const error = await failure(migrate(database))
      expect(error.code).toBe('RAWI_SCHEMA_NEWER')
      expect(error.message).toContain('29990101000001')
    })

    it.each(['conversations', 'messages', 'users'])("stop before the old system's own %s", async (table) => {
      await database.query(`create table ${table} (id text primary key, content text)`)
      const error = await failure(migrate(database))
      expect(error.code).toBe('RAWI_SCHEMA_OLD_SYSTEM')
      expect(error.message).toContain(table)
      expect(await tables('public')).toEqual([table])
      expect((await migrate(database, { schema: 'beside' })).applied).toEqual(files)
    })

    it('keep nothing of a file that fails, name it, and go on once it is mended', async () => {
      const broken = withOneMore('create table half (id int); select no_such_function();')
      const error = await failure(migrate(database, { folder: broken }))
      expect([error.code, sqlState(error)]).toEqual(['RAWI_MIGRATION_FAILED', '42883'])
      expect(error.message).toMatch(/29990101000000_more\.sql.*no_such_function/)
      expect(await tables('public')).not.toContain('half')
      const mended = withOneMore(
        `create table half (id int); insert into rawi_migrations (version, name) values ('29990101000000', 'more');`,
      )
      expect(await migrate(database, { folder: mended })).toEqual({ applied: ['29990101000000_more.sql'] })
    })

    it('refuse a file that does not record itself', async () => {
      const error = await failure(migrate(database, { folder: withOneMore('create table half (id int)') }))
      expect(error.code).toBe('RAWI_MIGRATION_FAILED')
      expect(await tables('public')).not.toContain('half')
    })

    it('printed and pasted, do the same, and skip what ran already', async () => {
      const paste = async (text: string) => {
        // An editor sends the text as it is; here it runs inside a transaction that is already open.
        await database.transaction((query) => query(text.replace(/^begin;$/m, '').replace(/^commit;$/m, '')))
      }
      const printed = await printMigrations()
      expect(printed).toMatch(/^begin;\n[\s\S]*\ncommit;\n$/)
      await paste(printed)
      expect(await migrate(database)).toEqual({ applied: [] })
      await paste(printed)
      await paste(await printMigrations({ schema: 'apart' }))
      expect(await tables('apart')).toEqual(await tables('public'))
    })

    it('refuse a schema name that is none', async () => {
      for (const schema of ['Apart', 'a-b', 'a"b', 'pg_own', '', '1a', 'x'.repeat(64)]) {
        expect((await failure(migrate(database, { schema }))).code, schema).toBe('RAWI_CONFIG_INVALID')
        expect((await failure(printMigrations({ schema }))).code, schema).toBe('RAWI_CONFIG_INVALID')
      }
    })
  })
}
