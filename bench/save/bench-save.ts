import type pg from 'pg'
import { openStore } from '../../packages/rawi/src/store/open-store.ts'
import { openPostgres } from '../../packages/rawi/src/store/postgres.ts'
import { number, type Report } from '../report.ts'
import { median } from '../samples.ts'
import { withServer } from '../server.ts'
import { bareSave } from './bare.ts'
import { conversationOf, TENANT } from './batches.ts'
import { completeSave, unknownSave } from './complete.ts'
import { copySave } from './copy.ts'
import { rowsByThemselves, rowsInOneTransaction } from './row-by-row.ts'
import type { Saver } from './saver.ts'
import { connected, createTables } from './tables.ts'
import { valuesSave } from './values.ts'

const SIZES = [10, 100, 1_000, 10_000] as const
const ROUNDS = { 10: 200, 100: 100, 1000: 40, 10000: 11 } as const
const QUICK_ROUNDS = { 10: 20, 100: 10, 1000: 4, 10000: 2 } as const
/** Saves of one saver in a row: as calls end on a busy server, where the processor still knows what a save does. */
const SERIES = { 10: 10, 100: 5, 1000: 2, 10000: 1 } as const
const WARM_UPS = { 10: 20, 100: 10, 1000: 6, 10000: 1 } as const
/** Times COPY, for each size. */
const BARE_TARGETS = [0.6, 0.9, 1.2, 1.6] as const
const COMPLETE_TARGETS = [1.0, 1.2, 1.4, 1.8] as const

/** Median milliseconds by saver and size. */
type Medians = Map<string, number[]>

/** A whole conversation into the database, beside COPY and row by row, all on one server with default settings. */
export async function benchSave(quick: boolean): Promise<Report> {
  return withServer(async (url) => {
    const database = openPostgres({ url })
    const store = openStore(database, { tenantId: TENANT })
    await store.open()
    await createTables(url)
    // Those whose ratio is a target take turns among themselves: a save that lasts a hundred times as long leaves no cache warm.
    const compared = [await copySave(url), bareSave(url), completeSave(store)]
    const others = [
      unknownSave(store),
      await valuesSave(url),
      await rowsInOneTransaction(url),
      await rowsByThemselves(url),
    ]
    const savers = [...compared, ...others]
    const medians: Medians = new Map(savers.map(({ name }) => [name, []]))
    for (const size of SIZES) {
      for (const group of [compared, others]) {
        const series = SERIES[size]
        await inRounds(group, size, WARM_UPS[size], 1)
        await restOf(url)
        const times = await inRounds(group, size, (quick ? QUICK_ROUNDS : ROUNDS)[size] / series, series)
        for (const { name } of group) medians.get(name)?.push(median(times.get(name) ?? []))
      }
    }
    const { rows } = await database.query<{ server_version: string }>('show server_version')
    for (const saver of savers) await saver.close()
    await store.close()
    return reportOf(medians, rows[0]?.server_version ?? '')
  })
}

/** Every round gives each saver a series of saves, in an order of chance: what disturbs one disturbs all, and none follows the same one always. */
async function inRounds(
  savers: readonly Saver[],
  size: number,
  rounds: number,
  series: number,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>()
  const able = savers.filter(({ most = Number.POSITIVE_INFINITY }) => size <= most)
  for (let round = 0; round < rounds; round++) {
    for (const saver of shuffled(able)) {
      const batches = Array.from({ length: series }, () => conversationOf(size))
      for (const batch of batches) await saver.prepare?.(batch)
      for (const batch of batches) {
        const before = performance.now()
        await saver.save(batch)
        times.set(saver.name, [...(times.get(saver.name) ?? []), performance.now() - before])
      }
    }
  }
  return times
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** The server's own housekeeping before the clock runs, not in the middle of somebody's turn. */
async function restOf(url: string): Promise<void> {
  const client: pg.Client = await connected(url)
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  await client.end()
}

function reportOf(medians: Medians, version: string): Report {
  const of = (name: string, at: number) => medians.get(name)?.[at] ?? Number.NaN
  const ratio = (name: string, at: number) => of(name, at) / of('COPY', at)
  const title = (what: string) => `save of a conversation, ${what}; PostgreSQL ${version}, default settings`
  const columns = ['messages', ...SIZES.map(String)]
  const table = (cell: (name: string, at: number) => number) =>
    [...medians.keys()].map((name) => [name, ...SIZES.map((_, at) => number(cell(name, at)))])
  return {
    bench: 'save',
    tables: [
      { title: title('median ms'), columns, rows: table(of) },
      { title: title('time ÷ COPY'), columns, rows: table(ratio) },
    ],
    targets: [
      ...SIZES.map((size, at) => target(`bare save of ${size} ÷ COPY`, ratio('bare save', at), BARE_TARGETS[at])),
      ...SIZES.map((size, at) =>
        target(`complete save of ${size} ÷ COPY`, ratio('complete save', at), COMPLETE_TARGETS[at]),
      ),
    ],
    data: { sizes: SIZES, rounds: ROUNDS, medianMs: Object.fromEntries(medians) },
  }
}

function target(what: string, measured: number, atMost: number | undefined) {
  return { what, measured, atMost: atMost ?? Number.NaN, unit: '×' }
}
