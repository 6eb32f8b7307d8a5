import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openEmbedded } from '../../src/store/embedded.ts'
import { openStore } from '../../src/store/open-store.ts'
import {
  CONVERSATION_COLUMNS,
  EVIDENCE_COLUMNS,
  MESSAGE_COLUMNS,
  NOTE_COLUMNS,
  RECORDING_COLUMNS,
} from '../../src/store/restore-sql.ts'
import { callOf, drain, startOf } from '../store/calls.ts'
import { embeddedFolder } from '../store/embedded-folder.ts'
import { KNOWN_TABLES } from './content-dump.ts'
import { exported, imported } from './round-trip.ts'

/** Tables that an export leaves out, and why. */
const LEFT_OUT = {
  outbox: 'work that is still to be done; an export holds what it will come to',
  recorders: 'leases of processes',
  quarantine: 'places of rows that are not there',
  rawi_migrations: 'each database has its own',
  api_keys: 'who may come in is decided where it is asked',
  sessions: 'people sign in anew',
  audit_log: 'what was done in one house, not to one’s conversations elsewhere',
  idempotency_keys: 'answers to requests of the last hours',
  seen_webhooks: 'webhooks of the last hours',
  rate_limits: 'counters of the last minutes',
  call_work: 'work that is still to be done',
  webhook_endpoints: 'where one house tells what happens; its secrets stay there',
  webhook_events: 'what was told already',
  webhook_deliveries: 'how the telling went',
}

describe('an export', () => {
  let folder: Awaited<ReturnType<typeof embeddedFolder>>
  let database: Database
  let text: string
  const tenant = randomUUID()
  const lines = () => text.trimEnd().split('\n')
  const storeOf = (tenantId: string) => openStore(database, { tenantId })
  const labels = async (tenantId: string) =>
    (await storeOf(tenantId).list({ limit: 100 })).map((item) => item.conversation_id).toSorted()

  beforeAll(async () => {
    folder = await embeddedFolder()
    database = await openEmbedded({ directory: folder.directory })
    const store = storeOf(tenant)
    for (const label of ['room-1', 'room-2', 'room-3']) {
      await store.save([
        callOf(startOf(tenant, { label, userPhone: '+963991234567', roomSid: `RM_${label}` }), 'مرحبا', 'أهلاً'),
      ])
    }
    await drain(store)
    text = await exported(database, tenant)
    // The same UUIDs cannot stand in two tenants at once.
    for (const label of ['room-1', 'room-2', 'room-3']) await store.erase({ conversation: label })
    await database.query('delete from erased_conversations')
  })
  afterAll(async () => {
    await database?.close()
    folder?.remove()
  })

  it('knows every table and every column that there is', async () => {
    const { rows } = await database.query<{ table: string; columns: string[] }>(
      `select c.relname as table, array_agg(a.attname::text) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by 1`,
    )
    expect(rows.map(({ table }) => table).toSorted()).toEqual([...KNOWN_TABLES, ...Object.keys(LEFT_OUT)].toSorted())
    const columnsOf = (wanted: string) => rows.find(({ table }) => table === wanted)?.columns.toSorted()
    expect(columnsOf('conversations')).toEqual([...CONVERSATION_COLUMNS, 'phone_last7'].toSorted())
    expect(columnsOf('messages')).toEqual(MESSAGE_COLUMNS.toSorted())
    expect(columnsOf('contact_evidence')).toEqual(EVIDENCE_COLUMNS.toSorted())
    expect(columnsOf('notes')).toEqual(NOTE_COLUMNS.toSorted())
    expect(columnsOf('recordings')).toEqual(RECORDING_COLUMNS.toSorted())
  })

  it('goes into another tenant, whose rows they are from then on', async () => {
    const other = randomUUID()
    expect(await imported(database, other, text)).toMatchObject({ imported: 3, messages: 6, users: 1, refusals: 0 })
    expect(await labels(other)).toEqual(['room-1', 'room-2', 'room-3'])
    expect(await storeOf(other).getUserByPhone('+963991234567')).toMatchObject({ conversation_count: 3 })
    // Now the UUIDs are taken.
    expect(await imported(database, tenant, text)).toMatchObject({ imported: 0, refusals: 3 })
    await storeOf(other).erase({ phone: '+963991234567' })
    await database.query('delete from erased_conversations')
  })

  it('cut off at any line is noticed, and what stood in it is there', async () => {
    const cut = `${lines().slice(0, -2).join('\n')}\n${lines().at(-2)?.slice(0, 80)}`
    const report = await imported(database, tenant, cut)
    expect(report.imported).toBe(2)
    expect(report.refused.map(({ code }) => code)).toEqual(['RAWI_EXPORT_DAMAGED', 'RAWI_EXPORT_TRUNCATED'])
    const withoutOne = lines().toSpliced(-2, 1).join('\n')
    expect((await imported(database, tenant, withoutOne)).refused).toMatchObject([{ code: 'RAWI_EXPORT_TRUNCATED' }])
    expect(await imported(database, tenant, text)).toMatchObject({ imported: 1, present: 2, refusals: 0 })
  })

  it('of a newer format is refused before anything of it is read', async () => {
    const newer = text.replace('rawi.export/1', 'rawi.export/2')
    expect(await imported(database, tenant, newer)).toMatchObject({
      imported: 0,
      refused: [{ code: 'RAWI_EXPORT_NEWER' }],
    })
  })

  it('with a line that the database refuses keeps all others', async () => {
    const hostile = [
      ...lines().slice(0, -1),
      JSON.stringify({
        kind: 'conversation',
        row: { id: randomUUID(), conversation_id: 'bad', started_at: 'سرّ 0991234567' },
      }),
      JSON.stringify({
        kind: 'conversation',
        row: { id: randomUUID(), conversation_id: 'good', started_at: '2026-01-01T00:00:00Z' },
      }),
      '{"kind":"surprise"}',
      lines().at(-1),
    ].join('\n')
    const report = await imported(database, tenant, hostile)
    expect(report).toMatchObject({ imported: 1, present: 3 })
    expect(report.refused.map(({ code }) => code).toSorted()).toEqual([
      'RAWI_EXPORT_DAMAGED',
      'RAWI_EXPORT_TRUNCATED',
      'RAWI_IMPORT_REFUSED',
    ])
    expect(JSON.stringify(report)).not.toMatch(/سرّ|0991234567/)
    expect(await labels(tenant)).toContain('good')
  })

  it('brings nothing back that was erased, and carries tombstones on', async () => {
    await storeOf(tenant).erase({ conversation: 'room-2' })
    const report = await imported(database, tenant, text)
    expect(report).toMatchObject({ imported: 0, present: 2, erased: 1, refused: [{ code: 'RAWI_IMPORT_ERASED' }] })
    expect(await labels(tenant)).not.toContain('room-2')
    const later = await exported(database, tenant)
    expect(later).toContain('"tombstones"')
    expect(later).not.toContain('RM_room-2')
  })

  it('tells which conversations were erased elsewhere and still stand here', async () => {
    const [standing] = await storeOf(tenant).list({ limit: 1 })
    const tombstone = JSON.stringify({
      kind: 'tombstones',
      rows: [{ conversation_uuid: standing?.id, erased_at: '2026-01-01T00:00:00Z' }],
    })
    const report = await imported(
      database,
      tenant,
      [lines()[0], tombstone, '{"kind":"end","counts":{"tombstones":1}}'].join('\n'),
    )
    expect(report).toMatchObject({ erasedElsewhere: [standing?.id], refusals: 0 })
    expect(await labels(tenant)).toContain(standing?.conversation_id)
  })

  it('of a call that was recorded here too under another UUID adds its words to that one', async () => {
    const own = randomUUID()
    const store = storeOf(own)
    const here = callOf(startOf(own, { label: 'room-9', roomSid: 'RM_9' }), 'from here')
    await store.save([here])
    const id = randomUUID()
    const row = {
      id,
      conversation_id: 'room-9',
      room_sid: 'RM_9',
      started_at: '2026-03-01T10:07:00Z',
      writers: { '7': 1 },
    }
    const messages = [
      { writer: 7, seq: 0, role: 'assistant', content: 'from there', timestamp: '2026-03-01T10:07:01Z' },
    ]
    const there = JSON.stringify({ kind: 'conversation', row, aliases: [], events: [], messages })
    const file = [lines()[0], there, '{"kind":"end","counts":{"conversations":1,"messages":1}}'].join('\n')
    expect(await imported(database, own, file)).toMatchObject({ imported: 0, completed: 1, messages: 1, refusals: 0 })
    const found = await store.get(id)
    expect(found).toMatchObject({ id: here.start.id, message_count: 2 })
    expect(found?.messages.map(({ content }) => content)).toEqual(['from here', 'from there'])
    expect(await imported(database, own, file)).toMatchObject({ present: 1, completed: 0 })
  })
})
