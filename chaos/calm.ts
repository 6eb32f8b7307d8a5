import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Recorder } from '../packages/rawi/src/conversation/recorder-api.ts'
import type { Statistics } from '../packages/rawi/src/conversation/store-port.ts'
import { openRecorder } from '../packages/rawi/src/open-recorder.ts'
import { openPostgres } from '../packages/rawi/src/store/postgres.ts'
import type { Differences } from './check/differences.ts'
import { kill, leave } from './faults.ts'
import type { World } from './world.ts'

/** Everything lands within a minute of the database's return; a busy machine may need another. */
const PATIENCE_MS = 120_000

/** Brings the world to rest: some workers wait, some close, some are killed; what dead ones left is recovered. */
export async function calm(
  world: World,
  differences: Differences,
): Promise<{ recovered: number; statistics: Statistics }> {
  await world.line?.restore()
  const resting: Promise<void>[] = []
  for (const slot of world.slots) {
    const drawn = world.random()
    // Nobody there, or one whom a full disk has refused.
    if (slot.worker?.process.state === 'gone') leave(world, slot)
    const { worker } = slot
    worker?.thaw()
    // The embedded database has one owner: whoever looks at it must be alone.
    if (worker !== undefined && world.line !== undefined && drawn < 0.5) {
      resting.push(worker.told('calm', PATIENCE_MS))
      worker.tell({ kind: 'calm' })
    } else if (worker !== undefined && drawn < 0.75) {
      worker.tell({ kind: 'close' })
      leave(world, slot)
    } else kill(world, slot)
  }
  for (const result of await Promise.allSettled([...[...world.dying].map(({ over }) => over), ...resting]))
    if (result.status === 'rejected') differences.unless(false, String(result.reason))

  let recovered = 0
  let statistics: Statistics | undefined
  for (const stateDir of new Set(world.slots.map((slot) => slot.stateDir))) {
    const recorder = await openRecorder({ stateDir, ...(world.line && { databaseUrl: world.line.directUrl }) })
    recorder.on('recovered', ({ id }) => world.model.recovered.add(id))
    recovered += await recoverAll(recorder, stateDir, differences)
    statistics = await settledStatistics(world, recorder)
    await recorder.close()
    await removeInsurance(stateDir)
  }
  for (const slot of world.slots) slot.dirty = false
  return { recovered, statistics: statistics as Statistics }
}

async function recoverAll(recorder: Recorder, stateDir: string, differences: Differences): Promise<number> {
  await recorder.ready
  let conversations = 0
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    const report = await recorder.recover()
    conversations += report.conversations
    differences.unless(report.damagedFrames === 0, `${report.damagedFrames} damaged frames in ${stateDir}`)
    if (report.journals === 0 && report.pending === 0) return conversations
  }
  differences.unless(false, `the journals in ${stateDir} could not be recovered`)
  return conversations
}

/** Another process may just be at the outbox, and whoever else comes passes by: asked again until nothing is left in it. */
async function settledStatistics({ line }: World, recorder: Recorder): Promise<Statistics> {
  if (line === undefined) return recorder.getStatistics()
  const database = openPostgres({ url: line.directUrl })
  try {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      await recorder.getStatistics()
      const { rows } = await database.query<{ left: number }>('select count(*)::integer as left from outbox')
      if (rows[0]?.left === 0 || Date.now() > until) return recorder.getStatistics()
      await pause(100)
    }
  } finally {
    await database.close()
  }
}

/** A thousand rounds would keep thousands of them. */
async function removeInsurance(stateDir: string): Promise<void> {
  const folder = join(stateDir, 'journal')
  for (const name of await readdir(folder))
    if (name.endsWith('.done')) await rm(join(folder, name), { recursive: true, force: true })
}
