import { rmSync } from 'node:fs'
import { pino } from 'pino'
import { RawiError } from 'rawi'
import { BOUNDS, type Database, type OpenHouse, openHouse, systemClock } from 'rawi/maintenance'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAudit } from '../../src/access/audit.ts'
import { newHome } from '../http/run-server.ts'

const caller = { tenantId: '00000000-0000-0000-0000-000000000000', kind: 'key', id: 'k1' } as const
const log = pino({ level: 'silent' })

describe('the audit log', () => {
  let home: string
  let house: OpenHouse
  let away = false
  /** The real database, which can be told to be away. */
  let database: Database
  beforeAll(async () => {
    home = await newHome()
    house = await openHouse({ stateDir: home })
    database = {
      ...house.database,
      batch: async (statements) => {
        if (away) throw new RawiError('RAWI_DATABASE_UNREACHABLE', 'away')
        return house.database.batch(statements)
      },
    }
  })
  afterAll(async () => {
    await house.close()
    rmSync(home, { recursive: true, force: true })
  })
  beforeEach(async () => {
    away = false
    await house.database.query('delete from audit_log')
  })
  const actions = async () =>
    (await house.database.query<{ action: string }>('select action from audit_log order by occurred_at, id')).rows.map(
      ({ action }) => action,
    )

  it('has a change as soon as it is recorded', async () => {
    const audit = openAudit(database, systemClock, log)
    await audit.record({ caller, action: 'key.created', target: { kind: 'key', id: 'k2' }, detail: { count: 1 } })
    expect(await actions()).toEqual(['key.created'])
    await audit.close()
  })

  it('has a read within a moment, and everything once it is closed', async () => {
    const audit = openAudit(database, systemClock, log)
    audit.note({ caller, action: 'conversation.read' })
    await expect.poll(actions, { timeout: 20_000 }).toEqual(['conversation.read'])
    for (let n = 0; n < 1_200; n++) audit.note({ caller, action: 'conversation.read' })
    await audit.close()
    expect(await actions()).toHaveLength(1_201)
  })

  it('keeps what waits while the database is away, and says when it can keep no more', async () => {
    const audit = openAudit(database, systemClock, log)
    away = true
    for (let n = 0; n < BOUNDS.AUDIT_WAITING_MAX; n++) audit.note({ caller, action: 'conversation.read' })
    expect(() => audit.note({ caller, action: 'conversation.read' })).toThrow(
      expect.objectContaining({ code: 'RAWI_BUSY' }),
    )
    await expect(audit.record({ caller, action: 'key.created' })).rejects.toMatchObject({
      code: 'RAWI_DATABASE_UNREACHABLE',
    })
    away = false
    await audit.close()
    expect(await actions()).toHaveLength(BOUNDS.AUDIT_WAITING_MAX)
  })

  it('cannot be changed by the program itself', async () => {
    await expect(
      house.database.transaction(async (query) => {
        await query('set local role rawi_writer')
        await query(`update audit_log set action = 'nothing'`)
      }),
    ).rejects.toMatchObject({ code: 'RAWI_DATABASE_REFUSED' })
  })
})
