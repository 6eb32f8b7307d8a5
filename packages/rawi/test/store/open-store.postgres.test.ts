import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { batchOf, endOf, messageOf, type OpenStand, startOf } from './calls.ts'
import { findPooler, type Pooler, startPooler } from './pooler.ts'
import { storeContract } from './store-contract.ts'
import { adminUrl, createDatabase, describePostgres } from './test-database.ts'

/** Over a database of its own, reached by the URL that `through` makes of it. */
function standOver(through: (url: string) => string): OpenStand {
  return async () => {
    const { url, drop } = await createDatabase()
    const database = openPostgres({ url: through(url) })
    return {
      database,
      store: (tenantId) => openStore(database, { tenantId }),
      async remove() {
        await database.close()
        await drop()
      },
    }
  }
}

const program = findPooler()

describePostgres('on a PostgreSQL server', () => {
  storeContract(
    'a store',
    standOver((url) => url),
  )

  describe.skipIf(program === undefined)(
    program === undefined ? 'skipped: pgbouncer is not installed' : 'through pgbouncer',
    () => {
      let pooler: Pooler
      beforeAll(async () => {
        pooler = await startPooler(program ?? '', adminUrl())
      })
      afterAll(() => pooler?.remove())
      storeContract(
        'a store',
        standOver((url) => pooler.through(url)),
      )
    },
  )

  it('saves by keys alone, also when a save was planned while the tables were small', async () => {
    const { url, drop } = await createDatabase()
    const database = openPostgres({ url, max: 1 })
    const tenant = randomUUID()
    const store = openStore(database, { tenantId: tenant })
    await store.open()
    const save = async (calls: number) => {
      for (let call = 0; call < calls; call++) {
        const start = startOf(tenant)
        await store.claim(start)
        const batch = batchOf(start, [messageOf(start, 0, 'مرحباً')], endOf(start, { userPhone: '+963991234567' }))
        await store.save([{ ...batch, claimed: true, unsent: true }])
      }
    }
    const scans = async () => {
      await database.query('select pg_stat_force_next_flush()')
      const { rows } = await database.query<{ table: string; scans: number }>(
        `select relname as table, seq_scan::integer as scans from pg_stat_user_tables
        where relname in ('conversations', 'users', 'conversation_aliases', 'messages') order by 1`,
      )
      return rows
    }
    await save(5)
    await database.query('analyze')
    await save(1)
    const before = await scans()
    expect(before).toHaveLength(4)
    await save(20)
    expect(await scans()).toEqual(before)
    await store.close()
    await drop()
  })
})
