import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { type As, fillEveryTable, runAs, SEEN_BY_ADMINS, SEEN_BY_ALL, TENANT_TABLES, tenantsSeen } from './roles.ts'
import { asAdmin, createDatabase, describePostgres, type TestDatabase } from './test-database.ts'

const DEFAULT_TENANT = '00000000-0000-0000-0000-000000000000'
const [A, B] = [randomUUID(), randomUUID()].sort() as [string, string]
const reader = (rawi_role: string | undefined, tenant_id?: string): As => ({
  role: 'authenticated',
  claims: { role: 'authenticated', app_metadata: { rawi_role, tenant_id } },
})

/** A migrated database of the superuser, or of a role that owns it and may do nothing else. */
const OWNERS: Record<string, () => Promise<TestDatabase>> = {
  'owned by a superuser': () => createDatabase(),
  'owned by a role without any other right': async () => {
    const own = await createDatabase({ owner: true })
    await asAdmin(`grant rawi_writer, authenticated, service_role, anon to ${new URL(own.url).username}`)
    const database = openPostgres({ url: own.url })
    await migrate(database)
    await database.close()
    return own
  },
}

describePostgres('row-level security', () => {
  describe.each(Object.entries(OWNERS))('in a database %s', (_name, create) => {
    let own: TestDatabase
    let client: pg.Client
    beforeAll(async () => {
      own = await create()
      for (const tenant of [A, B, DEFAULT_TENANT]) await fillEveryTable(own.url, tenant)
      client = new pg.Client({ connectionString: own.url })
      await client.connect()
      await client.query('insert into outbox (tenant_id, conversation_uuid) select tenant_id, id from conversations')
    })
    afterAll(async () => {
      await client?.end()
      await own?.drop()
    })

    it('stands on every table, and every table of the schema is known to these tests', async () => {
      const { rows } = await client.query(
        `select relname, relrowsecurity, relforcerowsecurity from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
      )
      expect(rows.map((row) => row.relname)).toEqual([...TENANT_TABLES, 'rate_limits', 'rawi_migrations'].sort())
      expect(rows.every((row) => row.relrowsecurity && !row.relforcerowsecurity)).toBe(true)
    })

    it.each(TENANT_TABLES)('shows %s to whom it should, and to nobody else', async (table) => {
      const everything = [DEFAULT_TENANT, A, B]
      const { rows } = await client.query(`select distinct tenant_id from ${table} order by 1`)
      expect(
        rows.map((row) => row.tenant_id),
        'the owner',
      ).toEqual(everything)
      expect(await tenantsSeen(client, { role: 'rawi_writer' }, table)).toEqual(everything)
      expect(await tenantsSeen(client, { role: 'service_role' }, table)).toEqual(everything)
      expect(await tenantsSeen(client, { role: 'anon' }, table)).toBe('42501')

      const all = SEEN_BY_ALL.includes(table)
      const admins = SEEN_BY_ADMINS.includes(table)
      const refused = all || admins ? [] : '42501'
      for (const role of ['viewer', 'operator', 'admin']) {
        const sees = all || (admins && role === 'admin')
        expect(await tenantsSeen(client, reader(role, A), table), role).toEqual(sees ? [A] : refused)
        expect(await tenantsSeen(client, reader(role, B), table), role).toEqual(sees ? [B] : refused)
        expect(await tenantsSeen(client, reader(role), table), role).toEqual(sees ? [DEFAULT_TENANT] : refused)
      }
      const nobodies: As[] = [
        { role: 'authenticated' },
        { role: 'authenticated', claims: {} },
        reader(undefined, A),
        reader('root', A),
        {
          role: 'authenticated',
          claims: { user_metadata: { rawi_role: 'admin', tenant_id: A }, rawi_role: 'admin', tenant_id: A },
        },
      ]
      for (const nobody of nobodies) expect(await tenantsSeen(client, nobody, table)).toEqual(refused)
    })

    it('shows the secrets of webhooks and the hashes of keys to no reader', async () => {
      for (const column of ['webhook_endpoints.secret', 'webhook_endpoints.previous_secret', 'api_keys.hash']) {
        const [table, name] = column.split('.')
        expect(await runAs(client, reader('admin', A), `select ${name} from ${table}`), column).toBe('42501')
      }
    })

    it.each(TENANT_TABLES)('lets nobody but the owner empty %s at once, and no reader change it', async (table) => {
      for (const role of ['rawi_writer', 'service_role', 'authenticated', 'anon']) {
        expect(await runAs(client, { role }, `truncate ${table}`), role).toBe('42501')
      }
      for (const sql of [
        `delete from ${table}`,
        `update ${table} set tenant_id = tenant_id`,
        `insert into ${table} default values`,
      ]) {
        expect(await runAs(client, reader('admin', A), sql), sql).toBe('42501')
      }
    })

    it('searches words and names for readers within their tenant only, and for nobody without claims', async () => {
      const find = `select distinct tenant_id from rawi.find_conversations(null::conversations, '''كلام'''::tsquery, '{%احمد%}', '{}', 100)`
      expect(await runAs(client, reader('viewer', A), find)).toEqual({ rows: [{ tenant_id: A }] })
      expect(await runAs(client, reader(undefined, A), find)).toEqual({ rows: [] })
      expect(await runAs(client, { role: 'authenticated' }, find)).toEqual({ rows: [] })
      expect(await runAs(client, { role: 'anon' }, find)).toBe('42501')
      expect(await runAs(client, reader('admin', A), `select * from rawi.claim(null::conversations, '[]')`)).toBe(
        '42501',
      )
    })

    it('leaves no function without a pinned search path and no view that reads as its owner', async () => {
      const { rows } = await client.query(
        `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'rawi') and not exists (
          select from unnest(p.proconfig) s where s like 'search_path=%')`,
      )
      expect(rows).toEqual([])
      const views = await client.query(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not coalesce(reloptions @> '{security_invoker=true}', false)`,
      )
      expect(views.rows).toEqual([])
    })
  })

  it('says what an administrator has to run when the owner may not take on a role', async () => {
    const own = await createDatabase({ owner: true })
    await asAdmin(`revoke rawi_writer from ${new URL(own.url).username}`)
    const database = openPostgres({ url: own.url })
    await expect(migrate(database)).rejects.toThrow(/an administrator runs: grant rawi_writer to/)
    await database.close()
    await own.drop()
  })
})
