import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { number, type Report } from '../report.ts'
import { median } from '../samples.ts'
import { withServer } from '../server.ts'

const JOURNAL_BYTES = 100_000_000

export interface Recovered {
  readonly ms: number
  readonly calls: number
  readonly messages: number
  readonly bytes: number
}

/** What a new process needs to know again what a killed one had kept. */
export async function benchRecovery(quick: boolean): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-bench-'))
  try {
    const kept = await writeJournal(folder)
    const reads: Recovered[] = []
    for (let run = 0; run < (quick ? 2 : 7); run++) reads.push(await inProcess(folder))
    const saved = await withServer((url) => inProcess(folder, url))
    const ms = median(reads.map((read) => read.ms))
    const missing = Math.max(...[...reads, saved].map(({ messages }) => Math.abs(kept.messages - messages)))
    return {
      bench: 'recovery',
      tables: [
        {
          title: `recovery: ${number(reads[0]?.bytes ?? 0)} bytes of journal, ${kept.calls} calls, ${kept.messages} messages`,
          columns: ['', 'ms'],
          rows: [
            ['journal read and folded into conversations', number(ms)],
            ['slowest of the runs', number(Math.max(...reads.map((read) => read.ms)))],
            ['until all is in the database, transcripts and all', number(saved.ms)],
          ],
        },
      ],
      targets: [
        { what: 'recovery of 100 MB', measured: ms / 1000, atMost: 1, unit: ' s' },
        { what: 'messages not recovered', measured: missing, atMost: 0, unit: '' },
      ],
      data: { kept, reads, saved },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** By a process that is killed with it. */
async function writeJournal(folder: string): Promise<{ calls: number; messages: number }> {
  const child = fork(program('writing-process.ts'), [folder, String(JOURNAL_BYTES)])
  const kept = (await answer(child)) as { calls: number; messages: number }
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  return kept
}

async function inProcess(folder: string, databaseUrl?: string): Promise<Recovered> {
  const child = fork(program('reading-process.ts'), databaseUrl === undefined ? [folder] : [folder, databaseUrl])
  const gone = once(child, 'exit')
  const recovered = (await answer(child)) as Recovered
  await gone
  return recovered
}

async function answer(child: ChildProcess): Promise<unknown> {
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the benchmark ended with ${code}.`)
  })
  died.catch(() => {})
  const [message] = await Promise.race([once(child, 'message'), died])
  return message
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
