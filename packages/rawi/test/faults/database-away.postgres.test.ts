import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Alarm } from '../../src/conversation/journal-port.ts'
import type { Conversation, EndResult, Recorder, RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-process.ts'
import { openProxy, type TcpProxy } from '../store/tcp-proxy.ts'
import { describePostgres } from '../store/test-database.ts'
import { savedLater } from './own-recorder.ts'

const END_TIMEOUT_MS = 150
const CALLS = 4
const WORDS = 25

let server: PostgresServer
let proxy: TcpProxy
let stopped = false

async function stop(how: 'fast' | 'immediate' | 'kill'): Promise<void> {
  stopped = true
  if (how === 'kill') await server.kill()
  else await server.stop(how)
}

async function start(): Promise<void> {
  await server.start()
  stopped = false
}

async function ownRecorder(options: Partial<RecorderOptions> = {}): Promise<Recorder> {
  const stateDir = await mkdtemp(join(tmpdir(), 'rawi-away-'))
  const recorder = await openRecorder({
    stateDir,
    databaseUrl: proxy.through(server.url),
    endTimeoutMs: END_TIMEOUT_MS,
    ...options,
  })
  onTestFinished(async () => {
    await recorder.close()
    await rm(stateDir, { recursive: true, force: true })
  })
  return recorder
}

/** Begins calls and says something in each; no word may take long, whatever the database does. */
function talk(recorder: Recorder, calls: readonly Conversation[] = begin(recorder)): readonly Conversation[] {
  const took: number[] = []
  for (let word = 0; word < WORDS; word++) {
    for (const call of calls) {
      const before = performance.now()
      call.addMessage({ role: word % 2 ? 'assistant' : 'user', content: `word ${word}` })
      took.push(performance.now() - before)
    }
  }
  took.sort((a, b) => a - b)
  expect(took[took.length >> 1], 'milliseconds of a usual addMessage').toBeLessThan(1)
  return calls
}

function begin(recorder: Recorder): Conversation[] {
  return Array.from({ length: CALLS }, () => recorder.startConversation())
}

/** Ends all calls; each answers within its time-out, saved or not. */
async function endAll(calls: readonly Conversation[]): Promise<EndResult[]> {
  const before = performance.now()
  const results = await Promise.all(calls.map((call) => call.end({ summary: `summary ${call.id}` })))
  expect(performance.now() - before).toBeLessThan(END_TIMEOUT_MS + 3_000)
  return results
}

/** Past the proxy and the library: exactly these calls, each word once. */
async function expectExactlyOnce(calls: readonly Conversation[], words = WORDS): Promise<void> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select c.id, c.status, c.message_count, c.summary, count(m.*)::int as messages, count(distinct m.content)::int as words
       from conversations c left join messages m on m.conversation_uuid = c.id
       where c.id = any($1) group by c.id order by c.id`,
      [calls.map(({ id }) => id)],
    )
    expect(rows).toEqual(
      calls
        .map(({ id }) => id)
        .sort()
        .map((id) => ({
          id,
          status: 'completed',
          message_count: words,
          summary: `summary ${id}`,
          messages: words,
          words,
        })),
    )
  } finally {
    await client.end()
  }
}

describePostgres('a call goes on and lands exactly once', () => {
  beforeAll(async () => {
    server = await startPostgres()
    proxy = await openProxy(server.port)
    const database = openPostgres({ url: server.url })
    await migrate(database)
    await database.close()
  })
  // Whatever became of a test, the next one finds a server that answers.
  afterEach(async () => {
    await proxy.heal()
    if (stopped) await start()
    else server.thaw()
  })
  afterAll(async () => {
    await proxy?.close()
    await server?.remove()
  })

  test('when the database is stopped at its start and started later', async () => {
    await stop('immediate')
    const recorder = await ownRecorder()
    const alarms: Alarm[] = []
    recorder.on('alarm', (alarm) => alarms.push(alarm))
    const calls = talk(recorder)
    await expect(recorder.ready).rejects.toMatchObject({ code: 'RAWI_DATABASE_UNREACHABLE' })
    await start()
    await Promise.all(calls.map(({ ready }) => ready))
    const all = savedLater(recorder, calls)
    await endAll(calls)
    await all
    await expectExactlyOnce(calls)
    expect(new Set(alarms.map(({ code }) => code))).toEqual(new Set(['RAWI_DATABASE_UNREACHABLE']))
  })

  test('when it is killed during the call and is back before the end', async () => {
    const recorder = await ownRecorder({ sync: 'live' })
    const calls = talk(recorder)
    await Promise.all(calls.map(({ ready }) => ready))
    await stop('kill')
    for (const call of calls) call.addMessage({ role: 'user', content: 'are you still there?' })
    await start()
    for (const call of calls) call.addMessage({ role: 'assistant', content: 'yes' })
    const all = savedLater(recorder, calls)
    await endAll(calls)
    await all
    await expectExactlyOnce(calls, WORDS + 2)
  })

  test('when it is stopped at the end: end() answers in time, and an event tells the rest', async () => {
    const recorder = await ownRecorder()
    const calls = talk(recorder)
    await Promise.all(calls.map(({ ready }) => ready))
    await stop('fast')
    const pending: string[] = []
    recorder.on('pending', ({ id }) => pending.push(id))
    const all = savedLater(recorder, calls)
    const results = await endAll(calls)
    for (const result of results) {
      expect(result).toMatchObject({ saved: false, messagesSaved: 0, messageCount: WORDS, status: 'completed' })
      expect(result.transcriptPath).toMatch(/\.json$/)
      // A busy machine may not have noticed more than silence by then.
      expect(result.problems.map(({ code }) => code)).toEqual([
        expect.stringMatching(/^RAWI_DATABASE_(UNREACHABLE|TIMEOUT)$/),
      ])
    }
    expect(pending.sort()).toEqual(calls.map(({ id }) => id).sort())
    expect(recorder.status().pendingSaves).toBe(CALLS)
    await start()
    const saved = await all
    expect(saved).toHaveLength(CALLS)
    for (const result of saved) expect(result).toMatchObject({ saved: true, messagesSaved: WORDS })
    expect(recorder.status().pendingSaves).toBe(0)
    await expectExactlyOnce(calls)
  })

  test('when it is frozen: it accepts everything and answers nothing', async () => {
    const recorder = await ownRecorder()
    await recorder.ready
    server.freeze()
    try {
      const calls = talk(recorder)
      const all = savedLater(recorder, calls)
      expect((await endAll(calls)).map(({ saved }) => saved)).toEqual(calls.map(() => false))
      server.thaw()
      await all
      await expectExactlyOnce(calls)
    } finally {
      server.thaw()
    }
  })

  test.each(['before the recorder opens', 'during the call', 'at the end'])(
    'when the line falls silent %s',
    async (moment) => {
      if (moment.startsWith('before')) proxy.silence()
      const recorder = await ownRecorder()
      if (!moment.startsWith('before')) await recorder.ready
      const calls = begin(recorder)
      if (moment.startsWith('during')) proxy.silence()
      talk(recorder, calls)
      if (moment.startsWith('at')) {
        await Promise.all(calls.map(({ ready }) => ready))
        proxy.silence()
      }
      const all = savedLater(recorder, calls)
      expect((await endAll(calls)).map(({ saved }) => saved)).toEqual(calls.map(() => false))
      await proxy.heal()
      await all
      await expectExactlyOnce(calls)
    },
  )

  describe.each(['before', 'after'] as const)('when the line is cut on COMMIT, %s the server has it', (moment) => {
    test('of the save', async () => {
      const recorder = await ownRecorder({ endTimeoutMs: 20_000 })
      const calls = talk(recorder)
      await Promise.all(calls.map(({ ready }) => ready))
      const cuts = proxy.cuts
      proxy.cutOnCommit(moment)
      const results = await Promise.all(calls.map((call) => call.end({ summary: `summary ${call.id}` })))
      expect(proxy.cuts).toBe(cuts + 1)
      for (const result of results) expect(result).toMatchObject({ saved: true, messagesSaved: WORDS })
      await expectExactlyOnce(calls)
    })

    test('of the claim', async () => {
      const recorder = await ownRecorder({ endTimeoutMs: 20_000 })
      await recorder.ready
      const cuts = proxy.cuts
      proxy.cutOnCommit(moment)
      const calls = talk(recorder)
      await Promise.all(calls.map(({ ready }) => ready))
      await Promise.all(calls.map((call) => call.end({ summary: `summary ${call.id}` })))
      expect(proxy.cuts).toBe(cuts + 1)
      await expectExactlyOnce(calls)
    })
  })

  test('when its end waits for a lock while its room’s name comes back, under live sync: two conversations', async () => {
    const recorder = await ownRecorder({ sync: 'live' })
    const say = () => {
      const call = recorder.startConversation({ roomName: 'reception' })
      call.addMessage({ role: 'user', content: 'word' })
      return call
    }
    const first = say()
    await first.ready
    const locker = new pg.Client({ connectionString: server.url })
    await locker.connect()
    onTestFinished(() => locker.end())
    await locker.query('begin')
    await locker.query('select from conversations where id = $1 for update', [first.id])
    expect((await first.end()).saved).toBe(false)
    const second = say()
    // Longer than a shipment of live words takes to come round.
    await pause(1_300)
    const both = savedLater(recorder, [first, second])
    await locker.query('rollback')
    await second.ready
    await second.end()
    await both
    expect((await recorder.getConversation(first.id))?.message_count).toBe(1)
    expect(await recorder.getConversation(second.id)).toMatchObject({ id: second.id, message_count: 1 })
  })
})
