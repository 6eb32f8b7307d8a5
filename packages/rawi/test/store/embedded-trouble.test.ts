import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isTransient } from '../../src/store/database-error.ts'
import { openEmbedded } from '../../src/store/embedded.ts'
import { commitsReachDisk, SyncedFiles } from '../../src/store/embedded-files.ts'
import { type EmbeddedFolder, embeddedFolder } from './embedded-folder.ts'
import { failure } from './failure.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** One folder for all that leave it whole. */
let shared: EmbeddedFolder
beforeAll(async () => {
  shared = await embeddedFolder()
})
afterAll(() => shared?.remove())

async function ownFolder(): Promise<string> {
  const { directory, remove } = await embeddedFolder()
  cleanups.push(remove)
  return directory
}

/** Runs a module text with `openEmbedded` and `directory` at hand in a process of its own. */
function inProcess(
  directory: string,
  text: string,
): ChildProcess & { readonly stdout: NonNullable<ChildProcess['stdout']> } {
  const source = new URL('../../src/store/embedded.ts', import.meta.url).href
  const program = `import { openEmbedded } from ${JSON.stringify(source)}
    const directory = ${JSON.stringify(directory)}
    ${text}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cleanups.push(() => child.kill('SIGKILL'))
  return child
}

describe('an embedded database', () => {
  it('keeps every committed row when its process is killed while it writes', async () => {
    const { directory } = shared
    const child = inProcess(
      directory,
      `const database = await openEmbedded({ directory })
       await database.query('create table kept1 (id int primary key, body text)')
       for (let id = 1; ; id += 1) {
         await database.batch([{ text: 'insert into kept1 values ($1, $2)', values: [id, 'x'.repeat(2000)] }])
         process.stdout.write(id + '\\n')
       }`,
    )
    let told = 0
    for await (const line of createInterface({ input: child.stdout })) {
      told = Number(line)
      if (told === 150) child.kill('SIGKILL')
    }
    const database = await openEmbedded({ directory })
    const { rows } = await database.query<{ count: number; last: number }>(
      'select count(*), max(id) as last from kept1',
    )
    await database.close()
    expect(told).toBeGreaterThanOrEqual(150)
    expect(rows[0]?.last).toBeGreaterThanOrEqual(told)
    expect(rows[0]?.count).toBe(rows[0]?.last)
  })

  it('calls for the disk at every commit, which PGlite alone does not', async () => {
    const directory = join(shared.directory, 'data')
    const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
    const files = new SyncedFiles(directory)
    const synced = await PGlite.create({ fs: files, startParams: [...startParams, '-c', 'wal_sync_method=fsync'] })
    await synced.exec('create table counted (id int)')
    const before = files.syncs
    for (let id = 0; id < 20; id += 1) await synced.query('insert into counted values ($1)', [id])
    expect(files.syncs - before).toBeGreaterThanOrEqual(20)
    expect(await commitsReachDisk(synced, files)).toBe(true)
    await synced.close()

    const alone = await PGlite.create({ fs: new NodeFS(directory) })
    expect(await commitsReachDisk(alone, { syncs: 0 })).toBe(false)
    await alone.close()

    const off = new SyncedFiles(directory)
    const unsynced = await PGlite.create({ fs: off })
    expect(await commitsReachDisk(unsynced, off)).toBe(false)
    await unsynced.close()
  })

  it('is held by one process at a time, and says by which', async () => {
    const { directory } = shared
    const child = inProcess(
      directory,
      `await openEmbedded({ directory }); console.log('open'); setInterval(() => {}, 1000)`,
    )
    await once(child.stdout, 'data')
    const error = await failure(openEmbedded({ directory }))
    expect(error.code).toBe('RAWI_EMBEDDED_HELD')
    expect(error.message).toContain(String(child.pid))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const database = await openEmbedded({ directory })
    expect((await failure(openEmbedded({ directory }))).message).toContain(String(process.pid))
    await database.close()
  })

  it('starts itself anew after a statement that never ends, with what was committed', async () => {
    const database = await openEmbedded({ directory: shared.directory, statementTimeoutMs: 1_500 })
    await database.query('create table kept4 (id int)')
    await database.query('insert into kept4 values (1)')
    const endless = await failure(database.query('select count(*) from generate_series(1, 1000000000) a'))
    expect([endless.code, isTransient(endless)]).toEqual(['RAWI_DATABASE_TIMEOUT', true])
    await database.query('insert into kept4 values (2)')
    expect((await database.query('select id from kept4 order by id')).rows).toEqual([{ id: 1 }, { id: 2 }])
    await database.close()
  })

  it('tells a statement that waits for its own transaction instead of hanging, and goes on', async () => {
    const database = await openEmbedded({ directory: shared.directory, statementTimeoutMs: 1_500 })
    const error = await failure(database.transaction(() => database.query('select 1')))
    expect([error.code, isTransient(error)]).toEqual(['RAWI_DATABASE_TIMEOUT', true])
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await database.close()
  })

  it('finds words by trigrams, Arabic too', async () => {
    const database = await openEmbedded({ directory: shared.directory })
    const { rows } = await database.transaction(async (query) => {
      await query(
        'create schema if not exists extensions; create extension if not exists pg_trgm with schema extensions',
      )
      return query<{ alike: number }>('select extensions.similarity($1, $2) as alike', [
        'فاطمة الزهراء',
        'فاطمه الزهرا',
      ])
    })
    await database.close()
    expect(rows[0]?.alike).toBeGreaterThan(0.3)
  })

  it('lets its process end by itself, but not before what it was asked is done', async () => {
    const { directory } = shared
    const child = inProcess(
      directory,
      `const database = await openEmbedded({ directory })
       await database.query('create table kept7 (id int)')
       void database.batch([{ text: 'insert into kept7 values (1)' }]).then(() => console.log('done'))`,
    )
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'close')
    expect([code, said]).toEqual([0, 'done\n'])
    const database = await openEmbedded({ directory })
    expect((await database.query('select * from kept7')).rows).toEqual([{ id: 1 }])
    await database.close()
  })

  it('sets a first boot that was cut short aside, and begins again', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'rawi-embedded-'))
    cleanups.push(() => rmSync(directory, { recursive: true, force: true }))
    cpSync(join(shared.directory, 'data', 'PG_VERSION'), join(directory, 'data', 'PG_VERSION'))
    const database = await openEmbedded({ directory })
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await database.close()
    expect(readdirSync(directory).some((name) => name.startsWith('unfinished-'))).toBe(true)
    expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700)
    expect(existsSync(join(directory, 'complete'))).toBe(true)
  })

  it('says so when its files are damaged, and lets go of the folder', async () => {
    const directory = await ownFolder()
    rmSync(join(directory, 'data', 'global'), { recursive: true })
    expect((await failure(openEmbedded({ directory }))).code).toBe('RAWI_DATABASE_UNREACHABLE')
    expect((await failure(openEmbedded({ directory }))).code).toBe('RAWI_DATABASE_UNREACHABLE')
  })

  it('refuses a place that is no folder', async () => {
    const file = join(shared.directory, 'file')
    writeFileSync(file, '')
    expect((await failure(openEmbedded({ directory: join(file, 'inside') }))).code).toBe('RAWI_STATE_DIR_UNWRITABLE')
  })
})
