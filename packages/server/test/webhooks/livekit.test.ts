import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer, type TestServer } from '../http/run-server.ts'

const API_KEY = 'APItest'
const API_SECRET = 'a-secret-of-a-test-with-32-bytes!'
const HOOK = '/v1/livekit/webhook'

describe('what a LiveKit server reports', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer({ LIVEKIT_API_KEY: API_KEY, LIVEKIT_API_SECRET: API_SECRET })
  })
  afterAll(() => rawi.close())

  interface Signing {
    readonly secret?: string
    readonly key?: string
    readonly of?: string
    readonly expires?: string
    readonly alg?: string
  }
  const sign = (
    body: string,
    { secret = API_SECRET, key = API_KEY, of = body, expires = '5m', alg = 'HS256' }: Signing = {},
  ) =>
    new SignJWT({ sha256: createHash('sha256').update(of).digest('base64') })
      .setProtectedHeader({ alg })
      .setIssuer(key)
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(secret))
  const post = async (event: object, signing?: Signing) => {
    const body = JSON.stringify(event)
    const headers = { authorization: await sign(body, signing), 'content-type': 'application/webhook+json' }
    return rawi.ask('POST', HOOK, { body, headers })
  }
  const query = async <Row>(text: string, values: unknown[]) =>
    (await rawi.server.house.database.query<Row>(text, values)).rows
  /** A call that another process began and never ended. */
  const begin = async (sid: string, spoke: boolean): Promise<string> => {
    const { database, tenantId } = rawi.server.house
    const id = crypto.randomUUID()
    await database.query(
      `insert into conversations (id, conversation_id, tenant_id, room_sid, recorder_id, started_at) values ($1, $2, $3, $2, 'elsewhere', '2026-05-01T10:00:00Z')`,
      [id, sid, tenantId],
    )
    await database.query(
      `insert into recorders (recorder_id, lease_until) values ('elsewhere', now() + interval '1 hour') on conflict do nothing`,
    )
    if (spoke) {
      await database.query(
        `insert into messages (conversation_uuid, tenant_id, writer, seq, role, content, timestamp) values ($1, $2, 1, 0, 'user', 'hello', '2026-05-01T10:00:05Z')`,
        [id, tenantId],
      )
    }
    return id
  }
  const at = String(Date.parse('2026-05-01T10:01:00Z') / 1_000)
  const finished = (sid: string, id: string) => ({
    id,
    event: 'room_finished',
    createdAt: at,
    room: { sid, name: 'room' },
  })

  it('ends a call that nobody ended, at a rank that the worker itself corrects', async () => {
    const id = await begin('RM_1', true)
    expect(await post(finished('RM_1', 'EV_1'))).toMatchObject({ status: 200 })
    const [row] = await query<object>(
      'select status, end_reason, end_rank, duration_seconds, ended_at from conversations where id = $1',
      [id],
    )
    expect(row).toEqual({
      status: 'completed',
      end_reason: 'room_closed',
      end_rank: 2,
      duration_seconds: 60,
      ended_at: new Date('2026-05-01T10:01:00Z'),
    })
  })

  it('without a word of the caller means abandoned', async () => {
    const id = await begin('RM_2', false)
    await post(finished('RM_2', 'EV_2'))
    expect(await query('select status from conversations where id = $1', [id])).toEqual([{ status: 'abandoned' }])
  })

  it('changes nothing when it comes again, nor after the worker has told its end', async () => {
    const id = await begin('RM_3', true)
    await rawi.server.house.database.query(
      `update conversations set status = 'failed', end_reason = 'error', end_rank = 4 where id = $1`,
      [id],
    )
    const body = JSON.stringify(finished('RM_3', 'EV_3'))
    const headers = { authorization: await sign(body) }
    expect((await rawi.ask('POST', HOOK, { body, headers })).status).toBe(200)
    expect((await rawi.ask('POST', HOOK, { body, headers })).status).toBe(200)
    expect(await query('select status, end_rank from conversations where id = $1', [id])).toEqual([
      { status: 'failed', end_rank: 4 },
    ])
    expect(await query(`select count(*) as n from seen_webhooks where id = 'EV_3'`, [])).toEqual([{ n: 1 }])
  })

  it('keeps who came and went, once', async () => {
    const id = await begin('RM_4', true)
    const event = (name: string, number: number) => ({
      id: `EV_4_${number}`,
      event: name,
      createdAt: at,
      room: { sid: 'RM_4' },
      participant: { sid: 'PA_1', identity: 'user-456', kind: 'STANDARD' },
    })
    for (const one of [
      event('participant_joined', 1),
      event('participant_joined', 1),
      event('participant_left', 2),
      event('track_published', 3),
    ]) {
      expect((await post(one)).status).toBe(200)
    }
    const kept = await query<object>(
      'select kind, detail, occurred_at from conversation_events where conversation_uuid = $1 order by kind',
      [id],
    )
    const detail = { participant_sid: 'PA_1', identity: 'user-456', participant_kind: 'STANDARD' }
    const occurred_at = new Date('2026-05-01T10:01:00Z')
    expect(kept).toEqual([
      { kind: 'joined', detail, occurred_at },
      { kind: 'left', detail, occurred_at },
    ])
  })

  it('of a room that is not ours is taken and forgotten', async () => {
    expect((await post(finished('RM_unknown', 'EV_5'))).status).toBe(200)
  })

  it.each<[string, Signing]>([
    ['another secret', { secret: 'another-secret-of-a-test-with-32!' }],
    ['another key', { key: 'APIother' }],
    ['another body', { of: '{}' }],
    ['a token that is over', { expires: '-5m' }],
    ['another algorithm', { alg: 'HS512' }],
  ])('signed with %s is nobody’s', async (_, signing) => {
    const id = await begin(`RM_${_}`, true)
    expect(await post(finished(`RM_${_}`, `EV_${_}`), signing)).toMatchObject({
      status: 404,
      body: { code: 'RAWI_NOT_FOUND' },
    })
    expect(await query('select status from conversations where id = $1', [id])).toEqual([{ status: 'active' }])
  })

  it('without a signature looks like a path that is not there', async () => {
    const nowhere = await rawi.ask('POST', '/v1/nowhere', { body: {} })
    const unsigned = await rawi.ask('POST', HOOK, { body: {} })
    expect([unsigned.status, unsigned.text]).toEqual([nowhere.status, nowhere.text])
    const none = `${btoa('{"alg":"none"}')}.${btoa('{"iss":"APItest"}')}.`
    expect((await rawi.ask('POST', HOOK, { body: {}, headers: { authorization: none } })).status).toBe(404)
  })

  it('that is no event at all is refused', async () => {
    expect(await post({ event: 'room_finished' })).toMatchObject({ status: 400, body: { code: 'RAWI_INPUT_INVALID' } })
  })
})
