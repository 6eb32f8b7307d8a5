import { expect, it } from 'vitest'
import { openPostgres } from '../../src/store/postgres.ts'
import { adoptOldSystem } from '../../src/transfer/adopt.ts'
import { OLD_SYSTEM } from '../transfer/old-system.ts'
import { reading } from '../transfer/reading.ts'
import { adoptContract } from './adopt-contract.ts'
import { failure } from './failure.ts'
import { createDatabase, describePostgres } from './test-database.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'

describePostgres('PostgreSQL', () => {
  // The old system's owner is rarely a superuser.
  adoptContract('an owner without rights', async () => {
    const { url, drop } = await createDatabase({ owner: true })
    const database = openPostgres({ url })
    return { database, remove: () => database.close().then(drop) }
  })

  it('rows that row-level security hides from the owner stop an adoption before anything moved', async () => {
    const { url, drop } = await createDatabase({ owner: true })
    const database = openPostgres({ url })
    try {
      await database.transaction((query) => query(`${OLD_SYSTEM}; alter table conversations force row level security`))
      const adopting = adoptOldSystem(database, { zone: 'UTC', reading: () => reading(TENANT, 'rawi_old') })
      expect((await failure(adopting)).code).toBe('RAWI_MIGRATION_FAILED')
      const { rows } = await database.query(
        `select to_regclass('rawi_old.messages') as moved, to_regclass('public.messages') is not null as here`,
      )
      expect(rows).toEqual([{ moved: null, here: true }])
    } finally {
      await database.close()
      await drop()
    }
  })
})
