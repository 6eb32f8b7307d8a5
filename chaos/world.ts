import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MountedDisk, mountDisk } from '../packages/rawi/test/faults/mounted-disk.ts'
import { seeded } from '../packages/rawi/test/faults/seeded.ts'
import { embeddedFolder } from '../packages/rawi/test/store/embedded-folder.ts'
import { type Line, openLine } from './line.ts'
import { type Model, newModel } from './model.ts'
import { startWorker, type Worker } from './worker.ts'

/** Where one worker after the other lives. */
export interface Slot {
  readonly number: number
  readonly stateDir: string
  readonly disk: MountedDisk | undefined
  worker: Worker | undefined
  /** Whether a worker died here since everything was last recovered: its names may not come back yet. */
  dirty: boolean
  lives: number
  forked: number
}

/** Everything that lives across rounds. */
export interface World {
  readonly database: 'postgres' | 'embedded'
  readonly folder: string
  readonly line: Line | undefined
  readonly slots: readonly Slot[]
  readonly model: Model
  readonly random: () => number
  /** Why no small disk could be mounted. */
  readonly noDisk: string | undefined
  /** Workers that were killed or closed and may not be over yet. */
  readonly dying: Set<Worker>
  start(slot: Slot): void
  /** Kills everything and leaves nothing behind. */
  remove(): Promise<void>
}

export interface WorldOptions {
  readonly seed: number
  readonly database: 'postgres' | 'embedded'
}

export async function createWorld({ seed, database }: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-chaos-'))
  const random = seeded(seed)
  const model = newModel()
  const line = database === 'postgres' ? await openLine() : undefined
  const shared = join(folder, 'shared')
  const disk = line && mountDisk('size=96m', join(folder, 'small'))
  const mounted = disk !== undefined && !('reason' in disk) ? disk : undefined
  // Two share a folder, one has its own, one has a small disk of its own.
  const stateDirs = line ? [shared, shared, join(folder, 'own'), mounted?.path ?? shared] : [shared, shared, shared]
  if (line === undefined) await bootEmbedded(shared)
  const slots = stateDirs.map((stateDir, number): Slot => {
    const own = stateDir === mounted?.path ? mounted : undefined
    return { number, stateDir, disk: own, worker: undefined, dirty: false, lives: 0, forked: 0 }
  })
  const dying = new Set<Worker>()
  const start = (slot: Slot): void => {
    const life = slot.lives++
    // Of its own: when a life begins depends on the machine, what the next rounds draw must not.
    const drawn = seeded(seed ^ Math.imul(slot.number + 1, 0x9e3779b1) ^ life)
    slot.worker = startWorker(
      model,
      {
        name: `w${slot.number}-${life}`,
        seed: Math.floor(drawn() * 2 ** 31),
        stateDir: slot.stateDir,
        rooms: Array.from({ length: 4 }, (_, room) => roomOf(slot, room, life)),
        sync: drawn() < 0.5 ? 'end' : 'live',
        endTimeoutMs: 100 + Math.floor(drawn() * 2_000),
        ...(line && { databaseUrl: line.url }),
      },
      join(folder, 'compiled'),
    )
  }
  return {
    database,
    folder,
    line,
    slots,
    model,
    random,
    noDisk: disk !== undefined && 'reason' in disk ? disk.reason : undefined,
    dying,
    start,
    async remove() {
      const all = [...dying, ...slots.flatMap(({ worker }) => worker ?? [])]
      for (const worker of all) worker.kill()
      await Promise.all(all.map(({ over }) => over))
      await line?.remove()
      mounted?.unmount()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A name comes back after a death only once the dead one's calls are saved: before, it may lead to them, as documented. */
function roomOf(slot: Slot, room: number, life: number): string {
  return slot.dirty || slot.disk !== undefined ? `room-${slot.number}-${room}.${life}` : `room-${slot.number}-${room}`
}

/** A first boot takes seconds, a copy of one does not. */
async function bootEmbedded(stateDir: string): Promise<void> {
  const { directory, remove } = await embeddedFolder()
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  await cp(directory, join(stateDir, 'db'), { recursive: true })
  remove()
}
