import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Line } from './line.ts'
import type { Slot, World } from './world.ts'

/** What is done to the world: to its line and database, to a worker, to a disk, or by its workers themselves. */
export const FAULTS = [
  'commit cut before the server has it',
  'commit cut after the server had it',
  'silent line',
  'refused connections',
  'database frozen',
  'database stopped',
  'database crashed',
  'database killed',
  'worker killed',
  'worker killed while it starts',
  'worker frozen',
  'worker closed',
  'jobs killed',
  'disk full',
] as const
export type Fault = (typeof FAULTS)[number]

/** Something that a round does, from its drawing on; resolves when it is over. */
export interface Deed {
  readonly fault?: Fault
  run(): Promise<void>
}

const ROOMS_OF_MANY = 5

/** What one round does, all at once: drawn before any of it begins, so that a seed gives the same rounds. */
export function drawRound(world: World, roundMs: number): Deed[] {
  const { random, line, slots } = world
  const deeds: Deed[] = []
  const chance = (probability: number) => random() < probability
  const moment = () => random() * roundMs
  const slot = () => slots[Math.floor(random() * slots.length)] as Slot
  if (line !== undefined && chance(0.75)) deeds.push(drawLineFault(line, random, moment))
  if (chance(0.55)) deeds.push(killWorker(world, slot(), moment(), random() * 300, false))
  if (chance(0.2)) deeds.push(killWorker(world, slot(), moment(), random() * 400, true))
  if (chance(0.3)) deeds.push(freezeWorker(slot(), moment(), 50 + random() * 600))
  if (chance(0.15)) deeds.push(closeWorker(world, slot(), moment()))
  const small = slots.find(({ disk }) => disk !== undefined)
  if (small !== undefined && chance(0.15)) deeds.push(fillDisk(small, moment(), 100 + random() * 800))
  const forks = Math.floor(random() * 3)
  for (let index = 0; index < forks; index++) deeds.push(forkJob(world, slot(), moment(), random()))
  if (chance(0.25)) deeds.push(killJobs(slot(), moment()))
  if (chance(0.4)) deeds.push(...gather(world, `many-${Math.floor(random() * ROOMS_OF_MANY)}`, sidOf(random), moment))
  if (chance(0.15)) deeds.push(...gather(world, `name-${Math.floor(random() * ROOMS_OF_MANY)}`, undefined, moment))
  return deeds
}

function drawLineFault(line: Line, random: () => number, moment: () => number): Deed {
  const at = moment()
  const forMs = 50 + random() * 700
  const faults: readonly (readonly [number, Fault, () => unknown])[] = [
    [0.22, 'commit cut before the server has it', () => line.proxy.cutOnCommit('before')],
    [0.44, 'commit cut after the server had it', () => line.proxy.cutOnCommit('after')],
    [0.58, 'silent line', () => line.proxy.silence()],
    [0.7, 'refused connections', () => line.proxy.refuse()],
    [0.84, 'database frozen', () => line.freeze()],
    [0.9, 'database stopped', () => line.stop('fast')],
    [0.95, 'database crashed', () => line.stop('immediate')],
    [1, 'database killed', () => line.stop('kill')],
  ]
  const drawn = random()
  const [, fault, begin] = faults.find(([below]) => drawn < below) as (typeof faults)[number]
  return {
    fault,
    async run() {
      await pause(at)
      await begin()
      await pause(forMs)
      await line.restore()
    },
  }
}

function killWorker(world: World, slot: Slot, at: number, restartAfter: number, again: boolean): Deed {
  return {
    fault: again ? 'worker killed while it starts' : 'worker killed',
    async run() {
      await pause(at)
      kill(world, slot)
      if (again) {
        world.start(slot)
        await pause(restartAfter)
        kill(world, slot)
      } else await pause(restartAfter)
      if (slot.worker === undefined) world.start(slot)
    },
  }
}

/** Kills whoever lives there. */
export function kill(world: World, slot: Slot): void {
  const { worker } = slot
  if (worker === undefined) return
  worker.kill()
  leave(world, slot)
}

/** Whoever lives there is on its way out; the place is free. */
export function leave(world: World, slot: Slot): void {
  const { worker } = slot
  if (worker === undefined) return
  slot.worker = undefined
  slot.dirty = true
  world.dying.add(worker)
  void worker.over.then(() => world.dying.delete(worker))
}

function freezeWorker(slot: Slot, at: number, forMs: number): Deed {
  return {
    fault: 'worker frozen',
    async run() {
      await pause(at)
      const { worker } = slot
      worker?.freeze()
      await pause(forMs)
      worker?.thaw()
    },
  }
}

function closeWorker(world: World, slot: Slot, at: number): Deed {
  return {
    fault: 'worker closed',
    async run() {
      await pause(at)
      slot.worker?.tell({ kind: 'close' })
      leave(world, slot)
      world.start(slot)
    },
  }
}

/** Not a byte more finds room, as long as the file lies there. */
function fillDisk(slot: Slot, at: number, forMs: number): Deed {
  const hog = join(slot.stateDir, 'hog')
  return {
    fault: 'disk full',
    async run() {
      await pause(at)
      for (const bytes of [4_000_000, 100_000, 4_096]) {
        try {
          for (;;) writeFileSync(hog, Buffer.alloc(bytes, 1), { flag: 'a' })
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
      }
      await pause(forMs)
      rmSync(hog, { force: true })
    },
  }
}

function forkJob(world: World, slot: Slot, at: number, drawn: number): Deed {
  return {
    async run() {
      await pause(at)
      const { worker } = slot
      if (worker === undefined) return
      const name = `${worker.options.name}.${slot.forked++}`
      const { stateDir, databaseUrl } = worker.options
      world.model.expect(name, stateDir)
      const job = { name, seed: Math.floor(drawn * 2 ** 31), room: `job-${name}`, stateDir }
      worker.tell({ kind: 'fork', job: { ...job, ...(databaseUrl !== undefined && { databaseUrl }) } })
    },
  }
}

function killJobs(slot: Slot, at: number): Deed {
  return {
    fault: 'jobs killed',
    async run() {
      await pause(at)
      slot.worker?.tell({ kind: 'kill job' })
    },
  }
}

/** Several processes come into one room. */
function gather(world: World, room: string, sid: string | undefined, moment: () => number): Deed[] {
  const first = Math.floor(world.random() * world.slots.length)
  const size = 1 + Math.floor(world.random() * world.slots.length)
  return [...world.slots.slice(first), ...world.slots.slice(0, first)].slice(0, size).map((slot) => {
    const at = moment()
    return {
      async run() {
        await pause(at)
        slot.worker?.tell({ kind: 'join', room, ...(sid !== undefined && { sid }) })
      },
    }
  })
}

function sidOf(random: () => number): string {
  return `RM_${Math.floor(random() * 2 ** 48).toString(36)}`
}
