import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readMigrations } from '../../src/store/migration-files.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { createDatabase, describePostgres } from './test-database.ts'

const module = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** Runs a module text in a process of its own. */
function inProcess(text: string) {
  return spawn(process.execPath, ['--input-type=module', '--eval', text], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describePostgres('a process with a PostgreSQL server', () => {
  it('ends by itself while connections are idle, but not before what it asked is done', async () => {
    const { url, drop } = await createDatabase({ migrated: false })
    const child = inProcess(`
      import { openPostgres } from ${module('../../src/store/postgres.ts')}
      const database = openPostgres({ url: ${JSON.stringify(url)} })
      await Promise.all([1, 2, 3].map(() => database.query('select 1')))
      void database.query('select pg_sleep(0.2)').then(() => console.log('done'))`)
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    const began = Date.now()
    const [code] = await once(child, 'close')
    expect([code, said]).toEqual([0, 'done\n'])
    // The pool would hold an idle connection for ten seconds.
    expect(Date.now() - began).toBeLessThan(9_000)
    await drop()
  })

  it('leaves no test server and no folder behind when it is killed', async () => {
    const child = inProcess(`
      import { startPostgres } from ${module('./postgres-process.ts')}
      const server = await startPostgres()
      console.log(server.url.match(/:(\\d+)\\//)[1], server.folder)`)
    const [line] = await once(child.stdout, 'data')
    const [port, folder] = String(line).trim().split(' ')
    expect(existsSync(String(folder))).toBe(true)
    child.kill('SIGKILL')
    while (existsSync(String(folder))) await pause(20)
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
  })

  it('gives every test a migrated database that no other test sees', async () => {
    const [one, two] = await Promise.all([createDatabase(), createDatabase()])
    const [here, there] = [openPostgres({ url: one.url }), openPostgres({ url: two.url })]
    await here.query(`insert into rawi_migrations (version, name) values ('29990101000000', 'mine')`)
    expect((await there.query(`select from rawi_migrations where version = '29990101000000'`)).rowCount).toBe(0)
    expect((await there.query('select from rawi_migrations')).rowCount).toBe((await readMigrations()).length)
    await Promise.all([here.close(), there.close()])
    await Promise.all([one.drop(), two.drop()])
  })
})
