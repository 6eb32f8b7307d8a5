import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { meanTextBytes } from '../arabic-turns.ts'
import { number, type Report } from '../report.ts'
import { median } from '../samples.ts'

const CALLS = 500
const MESSAGES = 67_000
const MEGABYTE = 1_000_000
const PROGRAM = fileURLToPath(new URL('buffering-process.ts', import.meta.url))

interface Used {
  /** Bytes of heap and buffers after a collection, over the open recorder. */
  readonly held: number
  /** Bytes of the process, over the open recorder: after a collection, and before one. */
  readonly resident: number
  readonly residentBeforeCollection: number
  /** Bytes of the process with its open recorder. */
  readonly baseline: number
  readonly kept: number
}

/** Memory that messages take while the database is away. */
export async function benchMemory(quick: boolean): Promise<Report> {
  const runs: Used[] = []
  for (let run = 0; run < (quick ? 1 : 5); run++) runs.push(await measure())
  const of = (pick: (used: Used) => number) => median(runs.map(pick)) / MEGABYTE
  const row = (what: string, pick: (used: Used) => number) => [what, number(of(pick))]
  return {
    bench: 'memory',
    tables: [
      {
        title: `memory, MB: ${MESSAGES} messages of ${CALLS} open calls, ${meanTextBytes()} bytes of text each, database away`,
        columns: ['', 'MB'],
        rows: [
          row('process with an open recorder (baseline)', ({ baseline }) => baseline),
          row('heap and buffers over it', ({ held }) => held),
          row('process over it, after a collection', ({ resident }) => resident),
          row('process over it, before a collection', ({ residentBeforeCollection }) => residentBeforeCollection),
        ],
      },
    ],
    targets: [
      { what: 'heap and buffers over the baseline', measured: of(({ held }) => held), atMost: 50, unit: ' MB' },
      {
        what: 'process over the baseline, after a collection',
        measured: of(({ resident }) => resident),
        atMost: 50,
        unit: ' MB',
      },
      {
        what: 'messages that are not in memory',
        measured: Math.max(...runs.map(({ kept }) => MESSAGES - kept)),
        atMost: 0,
        unit: '',
      },
    ],
    data: { runs },
  }
}

async function measure(): Promise<Used> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-bench-'))
  try {
    const child = fork(PROGRAM, [folder, String(CALLS), String(MESSAGES)], { execArgv: ['--expose-gc'] })
    const gone = once(child, 'exit')
    const [used] = await Promise.race([
      once(child, 'message'),
      gone.then(([code]) => {
        throw new Error(`The measured process ended with ${code}.`)
      }),
    ])
    await gone
    return used as Used
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
