import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { meanTextBytes } from '../arabic-turns.ts'
import { FULL_LOAD, type Load } from '../paced-load.ts'
import { number, type Report, type Table, type Target } from '../report.ts'
import { median, type Spread, spreadOf } from '../samples.ts'
import { withServer } from '../server.ts'
import { lostMessages } from './check-loss.ts'
import { awaitedInserts } from './insert.ts'
import { type Name, runProcesses, type Told } from './processes.ts'

/** As LiveKit forks its jobs, on a machine that holds all calls. */
const PROCESSES = 32

interface Line extends Spread {
  readonly rate: number
  /** ms, of messages that were asked to be durable. */
  readonly durable?: Spread
  readonly lost?: number
}

interface Course {
  readonly title: string
  readonly lines: Readonly<Record<string, Line>>
}

/** `addMessage` beside what else one could do with a message, at the full load. */
export async function benchJournal(quick: boolean): Promise<Report> {
  const rounds = quick ? 1 : 3
  // The first second of a process is that of its compiler; calls last longer.
  const slices = quick ? 2 : 8
  const one = await course('in one process', ['recorder', 'bare'], 1, rounds, slices)
  const others = await course('', ['array', 'sqlite NORMAL', 'sqlite FULL'], 1, 1, slices)
  const inserts = await insertLines(quick ? 1 : 5)
  const many = await course(
    `in ${PROCESSES} processes, a journal each`,
    ['recorder', 'bare'],
    PROCESSES,
    rounds,
    slices,
  )
  const courses = [{ ...one, lines: { ...one.lines, ...others.lines, ...inserts } }, many]
  return {
    bench: 'journal',
    tables: courses.map(tableOf),
    targets: courses.flatMap(targetsOf),
    data: { load: FULL_LOAD, rounds, slices, meanTextBytes: meanTextBytes(), courses },
  }
}

/** Each round in processes of its own, killed at its end; what they kept is then looked for. */
async function course(
  title: string,
  contenders: readonly Name[],
  processes: number,
  rounds: number,
  slices: number,
): Promise<Course> {
  const spreads = new Map<string, Line[]>()
  const durable: Float64Array[] = []
  let lost = 0
  for (let round = 0; round < rounds; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'rawi-bench-'))
    try {
      const told = await runProcesses({ ...FULL_LOAD, folder, contenders, slices, sliceSeconds: 1 }, processes)
      collect(told, spreads, durable)
      lost += await lostMessages(
        folder,
        told.flatMap(({ kept }) => kept),
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const lines = Object.fromEntries([...spreads].map(([name, slices]) => [name, medianOf(slices)]))
  if (lines.recorder) lines.recorder = { ...lines.recorder, durable: spreadOf(durable), lost }
  return { title, lines }
}

/** Joins what all processes measured in the same slice. */
function collect(told: readonly Told[], spreads: Map<string, Line[]>, durable: Float64Array[]): void {
  for (const [at, first] of (told[0]?.measured ?? []).entries()) {
    const parts = told.map(({ measured }) => measured[at]).filter((part) => part !== undefined)
    if (first.flushing) {
      durable.push(...parts.map((part) => part.durable))
      continue
    }
    const rate = parts.reduce((sum, part) => sum + part.rate, 0)
    const line = { ...spreadOf(parts.map(({ adds }) => adds)), rate }
    spreads.set(first.name, [...(spreads.get(first.name) ?? []), line])
  }
}

/** Medians of the slices' percentiles, so that one second of somebody else's work decides nothing; the worst of all. */
function medianOf(slices: readonly Line[]): Line {
  const of = (pick: (line: Line) => number) => median(slices.map(pick))
  return {
    count: slices.reduce((sum, { count }) => sum + count, 0),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    p999: of(({ p999 }) => p999),
    max: Math.max(...slices.map(({ max }) => max)),
    rate: of(({ rate }) => rate),
  }
}

async function insertLines(seconds: number): Promise<Record<string, Line>> {
  const alone: Load = { calls: 1, messagesPerSecond: 100 }
  return withServer(async (url) => ({
    'INSERT, one call': await awaitedInserts(url, alone, seconds),
    'INSERT, all calls': await awaitedInserts(url, FULL_LOAD, seconds),
  }))
}

function tableOf({ title, lines }: Course): Table {
  const { calls, messagesPerSecond } = FULL_LOAD
  return {
    title: `add, µs: ${calls} calls, ${messagesPerSecond} messages/s asked, ${title}`,
    columns: ['', 'messages/s', 'p50', 'p99', 'p99.9', 'max', 'durable p50, p99, ms', 'lost'],
    rows: Object.entries(lines).map(([name, line]) => [
      name,
      number(line.rate),
      number(line.p50),
      number(line.p99),
      number(line.p999),
      number(line.max),
      line.durable ? `${number(line.durable.p50)}, ${number(line.durable.p99)}` : '',
      line.lost === undefined ? '' : String(line.lost),
    ]),
  }
}

function targetsOf({ title, lines }: Course): Target[] {
  const { recorder, bare } = lines
  if (!recorder || !bare) return []
  return [
    { what: `add p50 ÷ bare writeSync, ${title}`, measured: recorder.p50 / bare.p50, atMost: 3, unit: '×' },
    { what: `add p99.9 ÷ bare writeSync, ${title}`, measured: recorder.p999 / bare.p999, atMost: 2, unit: '×' },
    { what: `messages lost to kill -9, ${title}`, measured: recorder.lost ?? Number.NaN, atMost: 0, unit: '' },
  ]
}
