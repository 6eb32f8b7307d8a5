import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Client } from 'undici'
import { POOL_MAX } from '../../packages/rawi/src/conversation/bounds.ts'
import { openStore } from '../../packages/rawi/src/store/open-store.ts'
import { openPostgres } from '../../packages/rawi/src/store/postgres.ts'
import { number, type Report, type Table, type Target } from '../report.ts'
import { median } from '../samples.ts'
import { withServer } from '../server.ts'
import { generate, MESSAGES_EACH } from './generate.ts'
import type { Assignment, Told } from './load-process.ts'
import { type Loader, openLoader, type Server, startBare, startServer } from './processes.ts'
import { type Question, questions, type Sample } from './questions.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'
const FULL = [10_000, 1_000_000] as const
const QUICK = [2_000, 10_000] as const
/** Questions of each kind, one at a time, API and SQL in turns. */
const TURNS = 200
const QUICK_TURNS = 20
/** Questions of each kind before any is timed. */
const WARM_UPS = 20
const CLIENTS = 50
/** Of the capacity that was measured. */
const OFFERED = 0.6
const LOAD_SECONDS = 8
/** API and bare handler take turns so often. */
const ROUNDS = 5
/** A hundredth of eight seconds is one vacuum of the server: the median of so many such runs counts. */
const CALM_ROUNDS = 3
const QUICK_LOAD_SECONDS = 1
/** p50 of a route is at most this many times the bare SQL, and this much more in ms. */
const TIMES_SQL = 2
const ABOVE_SQL_MS = 1.5
const BUSY_P99_MS = 50
const SHARE_OF_BARE = 0.6
/** A route at the large size may cost this much more than at the small one, and its own SQL's difference. */
const FLAT = 1.5

interface Answer {
  readonly name: string
  /** Median ms. */
  readonly api: number
  readonly sql: number
}

interface Busy {
  readonly name: string
  readonly capacity: number
  readonly p99: number
  /** Requests a second of a bare handler with the same query and bytes. */
  readonly bare: number
  /** The bare handler's throughput divided by ours, round by round. */
  readonly times: number
  /** Processor time of the server and of the bare handler, µs a request. */
  readonly cpu: number
  readonly bareCpu: number
}

/** The routes that read, beside their bare SQL, on a database that is small and on one that is large. */
export async function benchApi(quick: boolean): Promise<Report> {
  const sizes = quick ? QUICK : FULL
  const courses: { size: number; answers: Answer[]; busy: Busy[] }[] = []
  for (const size of sizes) courses.push({ size, ...(await course(size, quick, size === sizes.at(-1))) })
  const [small, large] = courses
  return {
    bench: 'api',
    tables: courses.flatMap(({ size, answers, busy }) => tablesOf(size, answers, busy)),
    targets: [
      ...(large ? targetsOf(large.answers, large.busy) : []),
      ...flatness(small?.answers ?? [], large?.answers ?? []),
    ],
    data: courses,
  }
}

async function course(size: number, quick: boolean, load: boolean): Promise<{ answers: Answer[]; busy: Busy[] }> {
  const home = await mkdtemp(join(tmpdir(), 'rawi-bench-api-'))
  try {
    return await withServer(async (url) => {
      const store = openStore(openPostgres({ url }), { tenantId: TENANT })
      await store.open()
      await store.close()
      await generate(url, size, (line) => console.error(line))
      const server = await startServer(home, url)
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        const asked = questions(await sampleOf(client, server))
        const answers = await oneAtATime(client, server, asked, quick ? QUICK_TURNS : TURNS)
        const busy = load ? await underLoad(url, server, asked, quick ? QUICK_LOAD_SECONDS : LOAD_SECONDS) : []
        return { answers, busy }
      } finally {
        await client.end()
        await server.stop()
      }
    })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** A conversation in the middle, and a cursor into the list. */
async function sampleOf(client: pg.Client, server: Server): Promise<Sample> {
  const { rows } = await client.query(
    `select id, user_phone, name_norm, started_at from conversations order by started_at offset (select count(*) / 2 from conversations) limit 1`,
  )
  const { id, user_phone: phone, name_norm: name, started_at: startedAt } = rows[0]
  const { next_cursor: cursor } = await json(server, '/v1/conversations?limit=100')
  return { id, phone, name, startedAt, day: `${startedAt.toISOString().slice(0, 10)}T00:00:00Z`, cursor }
}

async function json(server: Server, path: string): Promise<{ next_cursor: string }> {
  const response = await fetch(server.url + path, { headers: { authorization: server.authorization } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as { next_cursor: string }
}

async function oneAtATime(
  client: pg.Client,
  server: Server,
  asked: readonly Question[],
  turns: number,
): Promise<Answer[]> {
  const browser = new Client(server.url)
  const turn = async ({ name, path, sql, values }: Question): Promise<{ api: number; sql: number }> => {
    const before = performance.now()
    const { statusCode, body } = await browser.request({
      path,
      method: 'GET',
      headers: { authorization: server.authorization },
    })
    await body.arrayBuffer()
    const between = performance.now()
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`)
    await client.query({ name: `bare ${name}`, text: sql, values: [...values] })
    return { api: between - before, sql: performance.now() - between }
  }
  // A server that runs has seen every route.
  for (let round = 0; round < WARM_UPS; round++) for (const question of asked) await turn(question)
  const answers: Answer[] = []
  for (const question of asked) {
    const took: { api: number; sql: number }[] = []
    for (let at = 0; at < turns; at++) took.push(await turn(question))
    answers.push({
      name: question.name,
      api: median(took.map(({ api }) => api)),
      sql: median(took.map(({ sql }) => sql)),
    })
  }
  await browser.close()
  return answers
}

async function underLoad(
  databaseUrl: string,
  server: Server,
  asked: readonly Question[],
  seconds: number,
): Promise<Busy[]> {
  const loader = await openLoader()
  const busy: Busy[] = []
  for (const { name, path, sql, values } of asked.filter(({ name }) => name === 'newest page' || name === 'phone')) {
    const assignment = { url: server.url, authorization: server.authorization, paths: [path], clients: CLIENTS }
    const bytes = await (await fetch(server.url + path, { headers: { authorization: server.authorization } })).text()
    const bare = await startBare({ databaseUrl, connections: POOL_MAX, sql, values, bytes })
    await loader.run({ ...assignment, seconds: seconds / 4 })
    const rounds: { ours: Round; bare: Round }[] = []
    const bareAssignment = { url: bare.url, paths: ['/'], clients: CLIENTS }
    await loader.run({ ...bareAssignment, seconds: seconds / 4 })
    for (let round = 0; round < ROUNDS; round++) {
      const ours = await aRound(loader, server, { ...assignment, seconds: seconds / 2 })
      rounds.push({ ours, bare: await aRound(loader, bare, { ...bareAssignment, seconds: seconds / 2 }) })
    }
    const capacity = median(rounds.map(({ ours }) => ours.perSecond))
    const calm: Told[] = []
    for (let round = 0; round < CALM_ROUNDS; round++)
      calm.push(await loader.run({ ...assignment, seconds, rate: capacity * OFFERED }))
    const refused = calm.reduce((sum, told) => sum + told.refused, 0)
    if (refused > 0) throw new Error(`${refused} requests were refused under load.`)
    busy.push({
      name,
      capacity,
      p99: median(calm.map(({ p99 }) => p99)),
      bare: median(rounds.map(({ bare }) => bare.perSecond)),
      times: median(rounds.map(({ ours, bare }) => bare.perSecond / ours.perSecond)),
      cpu: median(rounds.map(({ ours }) => ours.cpu)),
      bareCpu: median(rounds.map(({ bare }) => bare.cpu)),
    })
    await bare.stop()
  }
  await loader.stop()
  return busy
}

interface Round {
  readonly perSecond: number
  /** Processor time, µs a request. */
  readonly cpu: number
}

async function aRound(loader: Loader, server: Server, assignment: Assignment): Promise<Round> {
  const before = server.cpu()
  const { perSecond, requests } = await loader.run(assignment)
  return { perSecond, cpu: ((server.cpu() - before) * 1e6) / requests }
}

function tablesOf(size: number, answers: readonly Answer[], busy: readonly Busy[]): Table[] {
  const rows = `${size.toLocaleString('en')} conversations, ${(size * MESSAGES_EACH).toLocaleString('en')} messages`
  const tables = [
    {
      title: `one at a time, median ms; ${rows}`,
      columns: ['route', 'API', 'bare SQL', 'API ÷ SQL'],
      rows: answers.map(({ name, api, sql }) => [name, number(api), number(sql), number(api / sql)]),
    },
  ]
  if (busy.length === 0) return tables
  return [
    ...tables,
    {
      title: `${CLIENTS} clients; ${rows}`,
      columns: ['route', 'requests/s', 'bare handler', 'CPU µs each', 'bare handler', `p99 at ${OFFERED * 100} %, ms`],
      rows: busy.map(({ name, capacity, bare, cpu, bareCpu, p99 }) => [
        name,
        ...[capacity, bare, cpu, bareCpu, p99].map(number),
      ]),
    },
  ]
}

function targetsOf(answers: readonly Answer[], busy: readonly Busy[]): Target[] {
  return [
    ...answers.map(({ name, api, sql }) => ({
      what: `${name}: p50, ms, of at most ${TIMES_SQL} × SQL + ${ABOVE_SQL_MS}`,
      measured: api,
      atMost: TIMES_SQL * sql + ABOVE_SQL_MS,
      unit: ' ms',
    })),
    ...busy.map(({ name, p99 }) => ({
      what: `${name}: p99 with ${CLIENTS} clients at ${OFFERED * 100} %`,
      measured: p99,
      atMost: BUSY_P99_MS,
      unit: ' ms',
    })),
    ...busy.map(({ name, times }) => ({
      what: `${name}: bare handler ÷ API`,
      measured: times,
      atMost: 1 / SHARE_OF_BARE,
      unit: '×',
    })),
  ]
}

/** Cost stays flat: what a route costs above its own SQL does not grow with the rows, and a page's SQL hardly does. */
function flatness(small: readonly Answer[], large: readonly Answer[]): Target[] {
  return large.flatMap((answer) => {
    const before = small.find(({ name }) => name === answer.name)
    if (!before) return []
    const allowed = FLAT * before.api + Math.max(0, answer.sql - before.sql) * TIMES_SQL
    return [{ what: `${answer.name}: from few rows to many`, measured: answer.api, atMost: allowed, unit: ' ms' }]
  })
}
