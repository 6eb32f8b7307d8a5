import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openEmbedded } from '../packages/rawi/src/store/embedded.ts'
import { openPostgres } from '../packages/rawi/src/store/postgres.ts'
import { calm } from './calm.ts'
import { checkCalls } from './check/check-calls.ts'
import { checkTranscripts } from './check/check-files.ts'
import { checkSums } from './check/check-sums.ts'
import { type Differences, noDifferences } from './check/differences.ts'
import { untoldOf } from './check/kept-rows.ts'
import { drawRound, FAULTS, type Fault, leave } from './faults.ts'
import type { Call } from './model.ts'
import type { Worker } from './worker.ts'
import { createWorld, type World } from './world.ts'

export interface CampaignOptions {
  readonly seed: number
  readonly rounds: number
  readonly database: 'postgres' | 'embedded'
  /** Rounds between two comparisons of the whole world with the model. */
  readonly checkEvery: number
  /** Milliseconds within which a round's faults begin. */
  readonly roundMs: number
  /** Ends it after the round that runs, without a comparison. */
  readonly signal?: AbortSignal
  readonly onProgress?: (report: CampaignReport) => void
}

export interface CampaignReport {
  readonly seed: number
  rounds: number
  checks: number
  calls: number
  messages: number
  /** Calls that their worker ended, as far as it could tell. */
  ended: number
  /** Conversations that another process saved than the one they were held in. */
  recovered: number
  processes: number
  seconds: number
  readonly faults: Partial<Record<Fault, number>>
  /** Commits that the proxy did cut. */
  cuts: number
  noDisk: string | undefined
  differences: readonly string[]
}

/** Runs rounds of faults over one world until they are done or something is not as it was promised. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const began = Date.now()
  const differences = noDifferences()
  const world = await createWorld(options)
  const report: CampaignReport = {
    seed: options.seed,
    ...{ rounds: 0, checks: 0, calls: 0, messages: 0, ended: 0, recovered: 0, processes: 0, seconds: 0, cuts: 0 },
    faults: Object.fromEntries(FAULTS.map((fault) => [fault, 0])),
    noDisk: world.noDisk,
    differences: differences.list,
  }
  const tally = (): void => {
    const { calls, messages, processes, recovered } = world.model
    Object.assign(report, { calls: calls.size, messages, processes: processes.size, recovered: recovered.size })
    report.ended = [...calls.values()].filter(({ ended }) => ended === 'yes').length
    report.cuts = world.line?.proxy.cuts ?? 0
    report.seconds = Math.round((Date.now() - began) / 1000)
    options.onProgress?.(report)
  }
  try {
    let unsettled = new Set<Call>()
    let seen = 0
    while (report.rounds < options.rounds && differences.list.length === 0 && !options.signal?.aborted) {
      for (const { worker } of world.slots) worker?.tell({ kind: 'go on' })
      fillSlots(world)
      await everyoneSpeaks(world)
      const until = Math.min(options.rounds, report.rounds + options.checkEvery)
      for (; report.rounds < until && !options.signal?.aborted; report.rounds++) {
        fillSlots(world)
        await round(world, options.roundMs, report)
        tally()
      }
      if (options.signal?.aborted) break
      const last = report.rounds === options.rounds
      const { statistics } = await calm(world, differences)
      for (const failure of world.model.failures.splice(0)) differences.unless(false, failure)
      for (const stateDir of world.model.refused.splice(0))
        differences.unless(stateDir === smallDisk(world), `a recorder would not open in ${stateDir}`)
      const told = [...world.model.calls.values()]
      for (const call of told.slice(seen)) unsettled.add(call)
      seen = told.length
      const checked = last ? told : [...unsettled]
      const database = world.line
        ? openPostgres({ url: world.line.directUrl })
        : await openEmbedded({ directory: join(world.slots[0]?.stateDir ?? '', 'db') })
      try {
        const over = await checkCalls(database, world.model, checked, differences)
        await checkUntold(world, database, told, differences)
        await checkSums(database, statistics, differences)
        await checkAllTranscripts(world, over, differences)
        unsettled = new Set(checked)
        for (const call of over) unsettled.delete(call)
      } finally {
        await database.close()
      }
      report.checks++
      tally()
    }
  } finally {
    await world.remove()
  }
  return report
}

/** Someone lives everywhere, also where a full disk has refused the last one. */
function fillSlots(world: World): void {
  for (const slot of world.slots) {
    if (slot.worker?.process.state === 'gone') leave(world, slot)
    if (slot.worker === undefined) world.start(slot)
  }
}

/** Waits until all workers are there: on a busy machine a round would meet nobody. */
async function everyoneSpeaks(world: World): Promise<void> {
  const isComing = ({ process }: Worker) => process.recorderId === undefined && process.state === 'alive'
  while (world.slots.some(({ worker }) => worker !== undefined && isComing(worker))) await pause(20)
}

async function round(world: World, roundMs: number, report: CampaignReport): Promise<void> {
  const deeds = drawRound(world, roundMs)
  for (const { fault } of deeds) if (fault !== undefined) report.faults[fault] = (report.faults[fault] ?? 0) + 1
  await Promise.all([pause(roundMs), ...deeds.map((deed) => deed.run())])
}

/** A conversation that nobody told of was begun by a process that was killed before it could: one each at most. */
async function checkUntold(
  world: World,
  database: Parameters<typeof untoldOf>[0],
  told: readonly Call[],
  differences: Differences,
): Promise<void> {
  const processes = new Map([...world.model.processes.values()].map((process) => [process.recorderId, process]))
  const begun = new Set<string>()
  const ids = told.map(({ id }) => id)
  for (const { id, recorder_id, words } of await untoldOf(database, ids)) {
    const process = processes.get(recorder_id)
    const explained = words === 0 && process !== undefined && process.state === 'gone' && !begun.has(recorder_id)
    differences.unless(explained, `${id} of ${process?.name ?? recorder_id}, with ${words} words, was never told of`)
    begun.add(recorder_id)
  }
}

async function checkAllTranscripts(world: World, calls: readonly Call[], differences: Differences): Promise<void> {
  for (const stateDir of new Set(world.slots.map((slot) => slot.stateDir))) {
    const here = calls.filter(({ process }) => process.stateDir === stateDir)
    await checkTranscripts(stateDir, here, stateDir === smallDisk(world), differences)
  }
}

function smallDisk(world: World): string | undefined {
  return world.slots.find(({ disk }) => disk !== undefined)?.stateDir
}
