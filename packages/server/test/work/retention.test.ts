import { readdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { AS_WRITER, uuidv7 } from 'rawi/maintenance'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Retention } from '../../src/settings/retention-settings.ts'
import { addEvent } from '../../src/webhooks/add-event.ts'
import { completeErasures } from '../../src/work/complete-erasures.ts'
import { type RetentionDesk, runRetention } from '../../src/work/retention.ts'
import { type FrozenClock, frozenClock, keepCall, type OwnHouse, openOwnHouse } from './own-house.ts'

const DAY = 86_400_000
const OTHER = '0c1b9a52-2f5f-4e4e-9b5e-0c1b9a522f5f'
const FOR_EVER: Retention = {
  conversations: undefined,
  transcripts: undefined,
  audit: undefined,
  deliveries: undefined,
}
const NOTHING = { conversations: 0, transcripts: 0, audit: 0, deliveries: 0 }

describe('retention', () => {
  let clock: FrozenClock
  let house: OwnHouse
  beforeAll(async () => {
    // Erasures tell the real time, and the clock never goes back.
    clock = frozenClock(new Date().toISOString())
    house = await openOwnHouse(clock)
  })
  afterAll(() => house.close())
  beforeEach(async () => {
    const tables =
      'conversations, messages, call_work, erasures, audit_log, webhook_endpoints, webhook_events, webhook_deliveries'
    await house.database.query(`truncate ${tables}`)
    for (const name of await transcripts()) await rm(join(house.home, 'transcripts', name))
  })

  const desk = (keep: Partial<Retention>): RetentionDesk => ({
    ...house,
    clock,
    settings: { home: house.home, keep: { ...FOR_EVER, ...keep } },
  })
  const ids = async () =>
    (await house.database.query<{ id: string }>('select id from conversations order by started_at, id')).rows.map(
      ({ id }) => id,
    )
  const transcripts = () => readdir(join(house.home, 'transcripts'))

  it('keeps everything for ever unless it is told otherwise', async () => {
    await keepCall(house, ['hello'])
    clock.pass(10_000 * DAY)
    expect(await runRetention(desk({}))).toEqual(NOTHING)
    expect(await ids()).toHaveLength(1)
  })

  it('erases calls that ended too long ago, to the millisecond, everywhere and with a receipt', async () => {
    const old = await keepCall(house, ['an old call'])
    clock.pass(1)
    const young = await keepCall(house, ['a young call'])
    clock.pass(30 * DAY)
    expect(await runRetention(desk({ conversations: 30 }))).toEqual({ ...NOTHING, conversations: 1 })
    expect(await ids()).toEqual([young])
    expect(await house.recorder.getConversation(old)).toBeUndefined()
    expect(await transcripts()).toHaveLength(1)
    const { rows } = await house.database.query(
      'select (select count(*) from erasures) as receipts, (select count(*) from messages where conversation_uuid = $1) as words',
      [old],
    )
    expect(rows).toEqual([{ receipts: 1, words: 0 }])
    expect(await runRetention(desk({ conversations: 30 }))).toEqual(NOTHING)
  })

  it('counts without removing anything', async () => {
    await keepCall(house, ['hello'])
    clock.pass(31 * DAY)
    expect(await runRetention(desk({ conversations: 30 }), { dryRun: true })).toEqual({ ...NOTHING, conversations: 1 })
    expect(await ids()).toHaveLength(1)
  })

  it('leaves a call that still runs, however old', async () => {
    const running = house.recorder.startConversation()
    await running.ready
    clock.pass(1_000 * DAY)
    expect(await runRetention(desk({ conversations: 1 }))).toEqual(NOTHING)
    expect(await ids()).toEqual([running.id])
    await running.end()
  })

  it('reaches every tenant by itself, and one only where one asks', async () => {
    const { database } = house
    const other = uuidv7()
    await database.query(
      `insert into conversations (id, conversation_id, tenant_id, status, started_at, ended_at) values ($1, 'x', $2, 'completed', $3, $3)`,
      [other, OTHER, clock.date()],
    )
    const ours = await keepCall(house, ['hello'])
    clock.pass(31 * DAY)
    expect(await runRetention(desk({ conversations: 30 }), { tenant: OTHER })).toEqual({ ...NOTHING, conversations: 1 })
    expect(await ids()).toEqual([ours])
    expect(await runRetention(desk({ conversations: 30 }))).toEqual({ ...NOTHING, conversations: 1 })
    expect(await ids()).toEqual([])
  })

  it('removes transcript files by their own age and leaves their conversations', async () => {
    await keepCall(house, ['hello'])
    await keepCall(house, ['hello again'])
    const [first = ''] = await transcripts()
    const made = new Date(clock.now() - 8 * DAY)
    for (const name of await transcripts())
      await utimes(join(house.home, 'transcripts', name), clock.date(), clock.date())
    await utimes(join(house.home, 'transcripts', first), made, made)
    expect(await runRetention(desk({ transcripts: 7 }), { tenant: OTHER })).toEqual(NOTHING)
    expect(await runRetention(desk({ transcripts: 7 }))).toEqual({ ...NOTHING, transcripts: 1 })
    expect(await transcripts()).not.toContain(first)
    expect(await ids()).toHaveLength(2)
  })

  it('shortens the audit log and what is left of webhooks', async () => {
    const { database, tenantId } = house
    await database.query(
      `insert into audit_log (id, tenant_id, occurred_at, actor_kind, actor_id, action) select gen_random_uuid(), $1, $2, 'key', 'k', 'a' from generate_series(1, 600)`,
      [tenantId, clock.date()],
    )
    await database.query(
      `insert into webhook_endpoints (id, tenant_id, url, events, secret, created_at, created_by, updated_at)
      values (gen_random_uuid(), $1, 'https://rawi.invalid/', '{conversation.ended}', 'whsec_', $2, 'test', $2)`,
      [tenantId, clock.date()],
    )
    const event = { tenantId, type: 'conversation.ended', key: [1], data: {} } as const
    await database.transaction(async (query) => {
      await query(AS_WRITER.text)
      await addEvent(query, event, clock.date())
    })
    clock.pass(30 * DAY)
    expect(await runRetention(desk({ audit: 30, deliveries: 30 }))).toEqual(NOTHING)
    clock.pass(1)
    expect(await runRetention(desk({ audit: 30, deliveries: 30 }))).toEqual({ ...NOTHING, audit: 600, deliveries: 1 })
    const { rows } = await database.query(
      'select (select count(*) from audit_log) + (select count(*) from webhook_events) as n',
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  it('stops when it is told to, and goes on the next time', async () => {
    await keepCall(house, ['one'])
    await keepCall(house, ['two'])
    clock.pass(2 * DAY)
    expect(await runRetention(desk({ conversations: 1 }), { signal: AbortSignal.abort() })).toEqual(NOTHING)
    expect(await runRetention(desk({ conversations: 1 }))).toEqual({ ...NOTHING, conversations: 2 })
  })

  it('completes erasures: whatever was written beside it goes too, from every table that names conversations', async () => {
    const { database, tenantId } = house
    const id = await keepCall(house, ['hello'])
    const kept = await keepCall(house, ['hello'])
    await house.recorder.erase({ conversation: id })
    const { rows: tables } = await database.query<{ name: string }>(
      `select table_name as name from information_schema.columns where column_name = 'conversation_uuid' and table_schema = 'public' order by 1`,
    )
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['call_work', 'messages', 'notes', 'webhook_deliveries', 'webhook_events']),
    )
    await database.query(
      `insert into conversation_events (tenant_id, conversation_uuid, kind) values ($1, $2, 'left'), ($1, $3, 'left')`,
      [tenantId, id, kept],
    )
    await database.query(
      `insert into notes (id, tenant_id, conversation_uuid, author_kind, author_id, author_name, text) values (gen_random_uuid(), $1, $2, 'key', 'k', 'k', 'late')`,
      [tenantId, id],
    )
    await database.query(`insert into call_work (conversation_uuid, tenant_id) values ($1, $2)`, [id, tenantId])
    expect(await completeErasures(database, new Date())).toBe(3)
    const { rows } = await database.query('select count(*) as n from conversation_events')
    expect(rows).toEqual([{ n: 1 }])
  })
})
