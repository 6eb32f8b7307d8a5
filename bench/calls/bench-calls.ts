import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRecorder, type Recorder } from 'rawi'
import type { Report } from '../report.ts'
import { spokenCalls } from './spoken-calls.ts'
import { typedCalls } from './typed-calls.ts'

const TYPED_CALLS = 50
const SPOKEN_CALLS = 5
/** Milliseconds from the caller's words to the agent's first sound, or first words where nothing is spoken. */
const P95_MS = 500

/** Calls at once on this machine, with their callers' pages, their voice and their database on it too. */
export async function benchCalls(quick: boolean): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-bench-calls-'))
  const recorder = await openRecorder({ stateDir: folder })
  try {
    await recorder.ready
    const typed = await typedCalls(recorder, quick ? 10 : TYPED_CALLS, quick ? 2 : 5)
    const spoken = await spokenCalls(recorder, quick ? 2 : SPOKEN_CALLS, quick ? 2 : 4)
    const kept = await savedOf(recorder, [...typed.conversations, ...(spoken?.conversations ?? [])])
    return report(typed, spoken, kept)
  } finally {
    await recorder.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

function report(
  typed: Awaited<ReturnType<typeof typedCalls>>,
  spoken: Awaited<ReturnType<typeof spokenCalls>>,
  kept: { readonly saved: number; readonly missing: number },
): Report {
  const rows = [
    row(`${typed.calls} typed calls: text → first words`, typed.answer),
    ...(spoken
      ? [
          row(`${spoken.calls} spoken calls: words known → first sound`, spoken.answer),
          row(`${spoken.calls} spoken calls: last sound of the caller → first sound`, spoken.whole),
          row(`${spoken.calls} spoken calls: caller begins → agent silent`, spoken.silence),
        ]
      : []),
  ]
  return {
    bench: 'calls',
    tables: [{ title: 'Milliseconds, as the caller’s page lives them', columns: ['', 'n', 'p50', 'p95', 'max'], rows }],
    targets: [
      { what: 'typed, p95', measured: rank(typed.answer, 0.95), atMost: P95_MS, unit: ' ms' },
      ...(spoken ? [{ what: 'spoken, p95', measured: rank(spoken.answer, 0.95), atMost: P95_MS, unit: ' ms' }] : []),
      { what: 'calls not saved, or without a turn of theirs', measured: kept.missing, atMost: 0, unit: '' },
    ],
    data: { typed: typed.answer, spoken: spoken?.answer, kept },
  }
}

function row(what: string, values: readonly number[]): string[] {
  return [what, `${values.length}`, ...[0.5, 0.95, 1].map((share) => rank(values, share).toFixed(0))]
}

function rank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Every turn of every call must be in the database. */
async function savedOf(
  recorder: Recorder,
  conversations: readonly { readonly id: string; readonly turns: number }[],
): Promise<{ saved: number; missing: number }> {
  let missing = 0
  for (const { id, turns } of conversations) {
    const record = await recorder.getConversation(id)
    const said = record?.messages.filter(({ role }) => role === 'user').length ?? 0
    if (record?.status !== 'completed' || said < turns) missing++
  }
  return { saved: conversations.length - missing, missing }
}
