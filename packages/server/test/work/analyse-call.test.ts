import { uuidv7 } from 'rawi/maintenance'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEndpoint } from '../../src/webhooks/endpoints.ts'
import { EVENT_TYPES } from '../../src/webhooks/event-types.ts'
import { analyseCall } from '../../src/work/analyse-call.ts'
import { handOver } from '../../src/work/hand-over.ts'
import { summariserOf } from '../../src/work/summariser.ts'
import { tellCall } from '../../src/work/tell-call.ts'
import { type FrozenClock, frozenClock, keepCall, type OwnHouse, openOwnHouse } from './own-house.ts'

const DAY = 86_400_000
const QUESTION = 'When does the course begin?'

describe('the work after a call', () => {
  let clock: FrozenClock
  let house: OwnHouse
  const rules = summariserOf({ summaryModel: undefined })

  beforeAll(async () => {
    clock = frozenClock()
    house = await openOwnHouse(clock)
    const given = { url: 'https://rawi.invalid/', description: '', events: EVENT_TYPES, createdBy: 'test' }
    await createEndpoint(house.database, house.tenantId, given, clock.date(), () => ({ text: 'select 1' }))
  })
  afterAll(() => house.close())
  beforeEach(() => work())

  /** Everything that waits, as the servers do it. */
  const work = async (): Promise<void> => {
    for (;;) {
      const { tell, analyse } = await handOver(house.database, clock.date(), 60_000)
      if (tell.length + analyse.length === 0) return
      for (const id of tell) await tellCall(house.database, id, clock.date())
      for (const id of analyse)
        await analyseCall(house.database, id, clock.date(), (call) => rules(call, new AbortController().signal))
    }
  }
  const told = async (id: string) =>
    (
      await house.database.query<{ type: string }>(
        'select type from webhook_events where conversation_uuid = $1 order by type',
        [id],
      )
    ).rows.map(({ type }) => type)
  const look = async (id: string) => {
    const record = await house.recorder.getConversation(id)
    return {
      summary: record?.summary,
      by: (record?.metrics.analysis as { summary_by?: string } | undefined)?.summary_by,
    }
  }
  const insert = async (values: Record<string, unknown>): Promise<string> => {
    const id = uuidv7()
    const row = { id, conversation_id: id, tenant_id: house.tenantId, started_at: clock.date(), ...values }
    const names = Object.keys(row)
    await house.database.query(
      `insert into conversations (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    )
    return id
  }
  const say = (id: string, seq: number, content: string) =>
    house.database.query(
      `insert into messages (conversation_uuid, tenant_id, writer, seq, role, content, timestamp) values ($1, $2, 1, $3, 'user', $4, $5)`,
      [id, house.tenantId, seq, content, clock.date()],
    )
  const outbox = async (id: string) => {
    await house.database.query('insert into outbox (tenant_id, conversation_uuid) values ($1, $2)', [
      house.tenantId,
      id,
    ])
    await house.drain()
  }

  it('leaves the summary that an agent gave, and counts all the same', async () => {
    const id = await keepCall(house, [QUESTION], { summary: 'What the agent says.' })
    await work()
    expect(await look(id)).toEqual({ summary: 'What the agent says.', by: 'agent' })
  })

  it('replaces its own summary when more of the call turns up, and tells that it was analysed again', async () => {
    const id = await insert({ status: 'abandoned', end_reason: 'worker_lost', end_rank: 1, ended_at: clock.date() })
    await outbox(id)
    await work()
    expect(await look(id)).toEqual({ summary: 'The caller said nothing. The call was cut off.', by: 'rules' })
    await say(id, 0, QUESTION)
    await house.database.query(
      `update conversations set status = 'completed', end_reason = 'user_hangup', end_rank = 3 where id = $1`,
      [id],
    )
    await outbox(id)
    await work()
    expect((await look(id)).summary).toBe(`A caller asked: “${QUESTION}”`)
    const events = [
      'conversation.analyzed',
      'conversation.analyzed',
      'conversation.ended',
      'conversation.recovered',
      'conversation.started',
    ]
    expect(await told(id)).toEqual(events)
  })

  it('does not touch a summary that somebody wrote over its own', async () => {
    const id = await keepCall(house, [QUESTION])
    await work()
    await house.database.query(`update conversations set summary = 'By hand.' where id = $1`, [id])
    await outbox(id)
    await work()
    expect(await look(id)).toEqual({ summary: 'By hand.', by: 'agent' })
  })

  it('tells of a call that begins, and nothing more until it ends', async () => {
    const id = await insert({})
    await work()
    expect(await told(id)).toEqual(['conversation.started'])
    expect((await look(id)).by).toBeUndefined()
  })

  it('is done once for a save that is told of twice', async () => {
    const id = await keepCall(house, [QUESTION], { userPhone: '+963991234567' })
    await work()
    for (let time = 0; time < 3; time++) {
      await tellCall(house.database, id, clock.date())
      await analyseCall(house.database, id, clock.date(), (call) => rules(call, new AbortController().signal))
    }
    expect(await told(id)).toEqual([
      'conversation.analyzed',
      'conversation.ended',
      'conversation.started',
      'user.updated',
    ])
  })

  it('takes an import as it is: what ended long ago is told to nobody', async () => {
    const then = new Date(clock.now() - 8 * DAY)
    const id = await insert({ status: 'completed', started_at: then, ended_at: then })
    await say(id, 0, QUESTION)
    await outbox(id)
    await work()
    expect(await told(id)).toEqual([])
    expect(await look(id)).toEqual({ summary: null, by: undefined })
  })

  it('of an erased conversation is nothing, also where the erasure comes in between', async () => {
    const id = await keepCall(house, [QUESTION])
    await tellCall(house.database, id, clock.date())
    await analyseCall(house.database, id, clock.date(), async (call) => {
      await house.recorder.erase({ conversation: id })
      return rules(call, new AbortController().signal)
    })
    expect(await told(id)).toEqual([])
    expect(await house.recorder.getConversation(id)).toBeUndefined()
    await tellCall(house.database, id, clock.date())
    expect(await told(id)).toEqual([])
  })

  it('that fails comes again, later each time', async () => {
    const id = await keepCall(house, [QUESTION])
    const due = async () => (await handOver(house.database, clock.date(), 60_000)).tell.includes(id)
    expect(await due()).toBe(true)
    for (const minutes of [1, 2, 4]) {
      clock.pass(minutes * 60_000 - 1)
      expect(await due()).toBe(false)
      clock.pass(1)
      expect(await due()).toBe(true)
    }
  })

  it('holds no word, name or number in what is told', async () => {
    const id = await keepCall(house, ['my secret word is xyzzy'], {
      userName: 'Samer',
      userPhone: '+963991234567',
      userEmail: 'a@b.example',
    })
    await work()
    const { rows } = await house.database.query<{ body: string }>(
      'select body from webhook_events where conversation_uuid = $1',
      [id],
    )
    expect(rows.length).toBeGreaterThan(3)
    for (const { body } of rows) {
      expect(body).not.toMatch(/xyzzy|secret|Samer|99123|b\.example/)
      expect(Buffer.byteLength(body)).toBeLessThan(2_000)
    }
  })
})
