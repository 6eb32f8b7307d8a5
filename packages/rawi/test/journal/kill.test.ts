import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { JournalOptions } from '../../src/journal/open-journal.ts'
import { adoptAll, alarms, journalOptions, newRecorderId, removeDirectories } from './workshop.ts'

afterEach(removeDirectories)

const CHILD = fileURLToPath(new URL('appending-child.ts', import.meta.url))
/** `RAWI_KILL_ROUNDS=1000` tries many more moments than a usual run. */
const ROUNDS = Number(process.env.RAWI_KILL_ROUNDS ?? 6)

function appender(
  options: JournalOptions,
  recorderId: string,
  count = 0,
): { child: ChildProcess; said: Promise<string[]> } {
  const args = [CHILD, options.directory, recorderId, 'call', '65536', String(count)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout?.on('data', (data: Buffer) => {
    text += data.toString()
  })
  // A number that the kill cut off was not told whole.
  const said = once(child, 'close').then(() => text.split('\n').slice(0, -1))
  return { child, said }
}

async function recovered(options: JournalOptions, recorderId: string): Promise<number[]> {
  const adopted = (await adoptAll(options)).find((journal) => journal.recorderId === recorderId)
  const entries = adopted?.entries ?? []
  expect(entries[0]?.kind).toBe('start')
  return entries.flatMap((entry) => (entry.kind === 'message' ? [entry.message.seq] : []))
}

describe('a process that is killed while it appends', () => {
  it(`leaves every entry whose append had returned, each once, in order (${ROUNDS} kills)`, async () => {
    let longest = 0
    for (let round = 0; round < ROUNDS; round++) {
      const options = journalOptions()
      const recorderId = newRecorderId()
      const { child, said } = appender(options, recorderId)
      if (!child.stdout) throw new Error('The child has no output')
      await once(child.stdout, 'data')
      // The moment is the point here: nobody knows what the child is at.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
      child.kill('SIGKILL')
      const told = (await said).filter((line) => line !== 'open').map(Number)
      const seqs = await recovered(options, recorderId)
      // At most the one entry whose number could not be told any more is there besides.
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, seq) => seq))
      expect(seqs.length - told.length).toBeOneOf([0, 1])
      expect(alarms(options)).toEqual([])
      longest = Math.max(longest, told.length)
      removeDirectories()
    }
    expect(longest).toBeGreaterThan(50)
  }, 600_000)
})

describe('four processes in one journal folder', () => {
  it('each keep their own, and all of it is found', async () => {
    const options = journalOptions()
    const ids = Array.from({ length: 4 }, newRecorderId)
    await Promise.all(ids.map((id) => appender(options, id, 1_000).said))
    const adopted = await adoptAll(options)
    expect(adopted.map((journal) => journal.recorderId).sort()).toEqual([...ids].sort())
    for (const journal of adopted) expect(journal.entries).toHaveLength(1_001)
  })
})
