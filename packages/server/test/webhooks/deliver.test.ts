import { AS_WRITER } from 'rawi/maintenance'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addEvent, eventId } from '../../src/webhooks/add-event.ts'
import { deliver } from '../../src/webhooks/deliver.ts'
import { listDeliveries, replayDelivery } from '../../src/webhooks/deliveries.ts'
import { createEndpoint, getEndpoint, rotateSecret } from '../../src/webhooks/endpoints.ts'
import { type GuardedDispatcher, openDispatcher } from '../../src/webhooks/guarded-dispatcher.ts'
import { RETRY_AFTER_MS } from '../../src/webhooks/retry-schedule.ts'
import { handOver } from '../../src/work/hand-over.ts'
import { type FrozenClock, frozenClock, type OwnHouse, openOwnHouse } from '../work/own-house.ts'
import { openReceiver, type Receiver } from './receiver.ts'

const HOUR = 3_600_000
const NOTHING = { text: 'select 1' }

describe('a delivery', () => {
  let house: OwnHouse
  let receiver: Receiver
  let clock: FrozenClock
  let dispatcher: GuardedDispatcher
  let endpoint: string
  let secret: string
  let events = 0

  beforeAll(async () => {
    clock = frozenClock()
    house = await openOwnHouse(clock)
    dispatcher = openDispatcher(['127.0.0.1'])
  })
  afterAll(async () => {
    await dispatcher.close()
    await house.close()
  })
  beforeEach(async () => {
    receiver = await openReceiver()
    const given = { url: receiver.url, description: '', events: ['conversation.ended'], createdBy: 'test' } as const
    const made = await createEndpoint(house.database, house.tenantId, given, clock.date(), () => NOTHING)
    endpoint = made.endpoint.id
    secret = made.secret
    return () => receiver.close()
  })

  const put = async (): Promise<{ delivery: string; event: string }> => {
    const { tenantId } = house
    const event = { tenantId, type: 'conversation.ended', key: [++events], endpoint, data: { id: events } } as const
    await house.database.transaction(async (query) => {
      await query(AS_WRITER.text)
      await addEvent(query, event, clock.date())
    })
    const all = await listDeliveries(house.database, tenantId, { endpoint, limit: 100 })
    const made = all.find((one) => one.event_id === eventId(event))
    return { delivery: made?.id ?? '', event: eventId(event) }
  }
  const attempt = (id: string, signal = new AbortController().signal) =>
    deliver({ database: house.database, dispatcher, now: () => clock.date(), signal, chance: () => 0.5 }, id)
  const look = async (id: string) => {
    const all = await listDeliveries(house.database, house.tenantId, { endpoint, limit: 100 })
    const found = all.find((one) => one.id === id)
    if (!found) throw new Error('no such delivery')
    return found
  }
  const isDue = async () => (await handOver(house.database, clock.date(), 1)).deliver.map(({ id }) => id)

  it('that is answered 2xx is done, and never sent again', async () => {
    const { delivery, event } = await put()
    await attempt(delivery)
    expect(await look(delivery)).toMatchObject({
      state: 'delivered',
      attempts: 1,
      last_status: 204,
      last_problem: null,
    })
    await attempt(delivery)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([event])
  })

  it('that fails is tried for about 75 hours under one id, then it is dead', async () => {
    receiver.answer((response) => response.writeHead(500).end('no'))
    const { delivery, event } = await put()
    const begun = clock.now()
    for (const wait of RETRY_AFTER_MS) {
      await attempt(delivery)
      const { state, next_attempt_at } = await look(delivery)
      expect({ state, wait: (next_attempt_at?.getTime() ?? 0) - clock.now() }).toEqual({ state: 'waiting', wait })
      clock.pass(wait - 1)
      await attempt(delivery)
      expect(await isDue()).not.toContain(delivery)
      clock.pass(1)
      expect(await isDue()).toContain(delivery)
    }
    await attempt(delivery)
    expect((clock.now() - begun) / HOUR).toBeCloseTo(75.6, 1)
    expect(await look(delivery)).toMatchObject({
      state: 'dead',
      attempts: 10,
      next_attempt_at: null,
      last_status: 500,
      last_problem: 'http',
    })
    expect((await look(delivery)).history).toHaveLength(10)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([event]))
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    clock.pass(1_000 * HOUR)
    expect(await isDue()).not.toContain(delivery)
  })

  it('waits as long as the endpoint asks, but not more than a day', async () => {
    for (const [asked, hours] of [
      ['7200', 2],
      [new Date(clock.now() + 3 * HOUR).toUTCString(), 3],
      ['99999999', 24],
    ] as const) {
      receiver.answer((response) => response.writeHead(429, { 'retry-after': asked }).end())
      const { delivery } = await put()
      await attempt(delivery)
      const { next_attempt_at, last_status } = await look(delivery)
      expect({ last_status, hours: ((next_attempt_at?.getTime() ?? 0) - clock.now()) / HOUR }).toEqual({
        last_status: 429,
        hours,
      })
    }
  })

  it('that is answered 410 ends, and so does everything else for that endpoint', async () => {
    receiver.answer((response) => response.writeHead(410).end())
    const first = await put()
    const second = await put()
    await attempt(first.delivery)
    expect(await getEndpoint(house.database, house.tenantId, endpoint)).toMatchObject({ disabled_reason: 'gone' })
    expect(await look(first.delivery)).toMatchObject({ state: 'dead', last_problem: 'gone' })
    expect(await look(second.delivery)).toMatchObject({ state: 'dead', last_problem: 'gone' })
    await attempt(second.delivery)
    expect(receiver.received).toHaveLength(1)
  })

  it('follows no redirect', async () => {
    const elsewhere = await openReceiver()
    receiver.answer((response) => response.writeHead(307, { location: elsewhere.url }).end())
    const { delivery } = await put()
    await attempt(delivery)
    expect(await look(delivery)).toMatchObject({ state: 'waiting', last_status: 307, last_problem: 'redirect' })
    expect(elsewhere.received).toEqual([])
    await elsewhere.close()
  })

  it('survives endpoints that hang up, answer without end, or are not there', async () => {
    const answers: ((response: import('node:http').ServerResponse) => void)[] = [
      (response) => void response.destroy(),
      (response) => {
        response.writeHead(200)
        const pour = (): void => {
          if (response.destroyed) return
          response.write('x'.repeat(65_536))
          setImmediate(pour)
        }
        pour()
      },
    ]
    const found = []
    for (const answer of answers) {
      receiver.answer(answer)
      const { delivery } = await put()
      await attempt(delivery)
      const { state, last_problem } = await look(delivery)
      found.push({ state, last_problem })
    }
    await receiver.close()
    const { delivery } = await put()
    await attempt(delivery)
    found.push({ state: (await look(delivery)).state, last_problem: (await look(delivery)).last_problem })
    receiver = await openReceiver()
    // What an endpoint says after its status is not waited for.
    expect(found).toEqual([
      { state: 'waiting', last_problem: 'unreachable' },
      { state: 'delivered', last_problem: null },
      { state: 'waiting', last_problem: 'unreachable' },
    ])
  })

  it('is made by one server at a time, and taken over when its server was killed', async () => {
    let answer = (): void => {}
    receiver.answer((response) => {
      answer = () => void response.writeHead(204).end()
    })
    const { delivery } = await put()
    const first = attempt(delivery)
    await receiver.got(1)
    expect((await look(delivery)).state).toBe('claimed')
    await attempt(delivery)
    expect(receiver.received).toHaveLength(1)
    clock.pass(60_000)
    receiver.answer((response) => response.writeHead(204).end())
    expect(await isDue()).toContain(delivery)
    await attempt(delivery)
    expect(receiver.received).toHaveLength(2)
    expect(await look(delivery)).toMatchObject({ state: 'delivered', attempts: 2 })
    // The first one comes back late: its claim is over, and it changes nothing.
    answer()
    await first
    expect(await look(delivery)).toMatchObject({ state: 'delivered', attempts: 2 })
  })

  it('that the end of its own server cuts off is handed back uncounted', async () => {
    receiver.answer(() => {})
    const { delivery } = await put()
    const stop = new AbortController()
    const running = attempt(delivery, stop.signal)
    await receiver.got(1)
    stop.abort()
    await running
    expect(await look(delivery)).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(await isDue()).toContain(delivery)
  })

  it('is signed with both secrets while one takes over from the other', async () => {
    const rotated = await rotateSecret(house.database, house.tenantId, endpoint, clock.date(), NOTHING)
    const verify = (by: string, { body, headers }: (typeof receiver.received)[number]) => {
      // The library compares with the real time.
      const sent = new Date(Number(headers['webhook-timestamp']) * 1_000)
      const signature = new Webhook(by).sign(String(headers['webhook-id']), sent, body)
      return String(headers['webhook-signature']).split(' ').includes(signature)
    }
    await attempt((await put()).delivery)
    clock.pass(25 * HOUR)
    await attempt((await put()).delivery)
    const [during, later] = receiver.received
    if (!during || !later) throw new Error('nothing came')
    expect([verify(secret, during), verify(rotated?.secret ?? '', during)]).toEqual([true, true])
    expect([verify(secret, later), verify(rotated?.secret ?? '', later)]).toEqual([false, true])
  })

  it('can be sent once more, under its own id', async () => {
    const { delivery, event } = await put()
    await attempt(delivery)
    await replayDelivery(house.database, house.tenantId, { endpoint, delivery }, clock.date(), NOTHING)
    expect(await isDue()).toContain(delivery)
    await attempt(delivery)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([event, event])
    expect((await look(delivery)).history).toHaveLength(2)
  })
})
