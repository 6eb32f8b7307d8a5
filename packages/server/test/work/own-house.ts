import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpenHouse, openHouse, openStore } from 'rawi/maintenance'

export interface FrozenClock {
  now(): number
  monotonic(): number
  /** Moves on by so many milliseconds. */
  pass(milliseconds: number): void
  date(): Date
}

export function frozenClock(at = '2026-03-01T10:00:00Z'): FrozenClock {
  let now = Date.parse(at)
  return {
    now: () => now,
    monotonic: () => now,
    pass(milliseconds) {
      now += milliseconds
    },
    date: () => new Date(now),
  }
}

export interface OwnHouse extends OpenHouse {
  readonly home: string
  /** Consumes the outbox, as some recorder does within a moment. */
  drain(): Promise<void>
}

/** Recorder and embedded database in a folder of their own; nothing works in the background but the recorder. */
export async function openOwnHouse(clock: FrozenClock): Promise<OwnHouse> {
  const home = await mkdtemp(join(tmpdir(), 'rawi-work-'))
  const house = await openHouse({ stateDir: home, clock })
  await house.recorder.ready
  const store = openStore(house.database, { tenantId: house.tenantId })
  return {
    ...house,
    home,
    async drain() {
      while ((await store.drainOutbox(200)) > 0);
    },
    async close() {
      await house.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A short call that has ended and is saved. */
export async function keepCall(house: OwnHouse, words: readonly string[], end: object = {}): Promise<string> {
  const call = house.recorder.startConversation({ language: 'en' })
  for (const [at, content] of words.entries()) call.addMessage({ role: at % 2 === 0 ? 'user' : 'assistant', content })
  const { id, saved } = await call.end(end)
  if (!saved) throw new Error('not saved')
  await house.drain()
  return id
}
