import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { openRecorder, type Recorder } from 'rawi'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPostgres } from '../../../rawi/src/store/postgres.ts'
import { completion, openModelServer } from '../../../rawi/test/contacts/model-server.ts'
import { createDatabase, describePostgres, type TestDatabase } from '../../../rawi/test/store/test-database.ts'
import { createEndpoint } from '../../src/webhooks/endpoints.ts'
import { EVENT_TYPES } from '../../src/webhooks/event-types.ts'
import { newHome, startRawi } from '../command/run-rawi.ts'
import { openReceiver, type Receiver } from '../webhooks/receiver.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'

describePostgres('two servers on one database', () => {
  let own: TestDatabase
  let receiver: Receiver
  let recorder: Recorder
  let client: pg.Client
  const ending: (() => unknown)[] = []

  beforeEach(async () => {
    own = await createDatabase()
    receiver = await openReceiver()
    client = new pg.Client({ connectionString: own.url })
    await client.connect()
    const database = openPostgres({ url: own.url })
    const given = { url: receiver.url, description: '', events: EVENT_TYPES, createdBy: 'test' }
    await createEndpoint(database, TENANT, given, new Date(), () => ({ text: 'select 1' }))
    await database.close()
    const home = newHome()
    // An agent that knows the database and no server.
    recorder = await openRecorder({ databaseUrl: own.url, stateDir: home.path })
    ending.push(home.remove)
  })
  afterEach(async () => {
    await recorder.close()
    for (const end of ending.splice(0).reverse()) await end()
    await client.end()
    await receiver.close()
    await own.drop()
  })

  const start = async (env: Record<string, string> = {}): Promise<ChildProcess> => {
    const home = newHome()
    const child = startRawi(home.path, ['start', '--port', '0'], {
      DATABASE_URL: own.url,
      RAWI_WEBHOOK_ALLOW: '127.0.0.1',
      RAWI_LOG_LEVEL: 'silent',
      ...env,
    })
    ending.push(async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      home.remove()
    })
    if (child.stdout) await once(child.stdout, 'data')
    return child
  }
  const keep = async (words: string): Promise<string> => {
    const call = recorder.startConversation({ language: 'en' })
    call.addMessage({ role: 'user', content: words })
    call.addMessage({ role: 'assistant', content: 'It begins on Monday.' })
    return (await call.end()).id
  }
  const summaryOf = async (id: string): Promise<string | null> =>
    (await client.query('select summary from conversations where id = $1', [id])).rows[0]?.summary ?? null

  it('tell of every call of an agent once, and sum each up once', async () => {
    await Promise.all([start(), start()])
    const ids: string[] = []
    for (let number = 0; number < 25; number++) ids.push(await keep(`When does course ${number} begin?`))
    await receiver.got(ids.length, ({ json }) => json.type === 'conversation.analyzed')
    await receiver.got(ids.length * 3)
    const told = receiver.received.map(({ json }) => `${json.type} ${json.data.id}`).sort()
    const expected = ids.flatMap((id) => ['analyzed', 'ended', 'started'].map((what) => `conversation.${what} ${id}`))
    expect(told).toEqual(expected.sort())
    // A server writes down an answer after the receiver has given it.
    const deliveries = async () =>
      (await client.query('select attempts, state, count(*)::int as n from webhook_deliveries group by 1, 2')).rows
    await expect.poll(deliveries, { timeout: 20_000 }).toEqual([{ attempts: 1, state: 'delivered', n: ids.length * 3 }])
    for (const [number, id] of ids.entries())
      expect(await summaryOf(id)).toBe(`A caller asked: “When does course ${number} begin?”`)
  })

  it('take over from each other when one is killed in the middle of a job, and nothing is done twice', async () => {
    const waiting: ServerResponse[] = []
    const { model, asked, close } = await openModelServer((response) => void waiting.push(response))
    ending.push(close)
    const env = { RAWI_SUMMARY_URL: model.baseUrl, RAWI_SUMMARY_KEY: model.apiKey, RAWI_SUMMARY_MODEL: model.model }
    const first = await start(env)
    const id = await keep('When does the course begin?')
    await receiver.got(1, ({ json }) => json.type === 'conversation.ended')
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    first.kill('SIGKILL')
    await once(first, 'exit')
    expect(await summaryOf(id)).toBeNull()
    // The patience of tables and queue, without waiting for it.
    await client.query(`update call_work set handed_until = now()`)
    await client.query(`update rawi_jobs.job set started_on = started_on - interval '1 hour' where state = 'active'`)
    await client.query(`update rawi_jobs.queue set monitor_on = null, monitor_claim_on = null`)
    const second = await start(env)
    while (asked.length === 1) await new Promise((resolve) => setTimeout(resolve, 20))
    const answer = waiting.at(-1)
    if (answer) completion({ summary: 'The caller asked when the course begins.' })(answer)
    await receiver.got(1, ({ json }) => json.type === 'conversation.analyzed')
    expect(await summaryOf(id)).toBe('The caller asked when the course begins.')
    const types = receiver.received.map(({ json }) => json.type)
    expect(types.sort()).toEqual(['conversation.analyzed', 'conversation.ended', 'conversation.started'])
    second.kill('SIGTERM')
    expect(await once(second, 'exit')).toEqual([0, null])
  })

  it('hand back what runs when one stops, and end within seconds', async () => {
    const { model, asked, close } = await openModelServer(() => {})
    ending.push(close)
    const env = { RAWI_SUMMARY_URL: model.baseUrl, RAWI_SUMMARY_MODEL: model.model }
    const first = await start(env)
    const id = await keep('When does the course begin?')
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    const begun = performance.now()
    first.kill('SIGTERM')
    expect(await once(first, 'exit')).toEqual([0, null])
    expect(performance.now() - begun).toBeLessThan(15_000)
    // Without a model the rules sum it up: by the second server, and at once.
    await start()
    await receiver.got(1, ({ json }) => json.type === 'conversation.analyzed')
    expect(await summaryOf(id)).toBe('A caller asked: “When does the course begin?”')
  })

  it('go on when the database has dropped every connection', async () => {
    const server = await start()
    const before = await keep('When does the first course begin?')
    await receiver.got(1, ({ json }) => json.type === 'conversation.analyzed' && json.data.id === before)
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    const after = await keep('When does the second course begin?')
    await receiver.got(1, ({ json }) => json.type === 'conversation.analyzed' && json.data.id === after)
    expect(server.exitCode).toBeNull()
  })
})
