import type { EventRecord } from 'rawi'
import type { Database } from 'rawi/maintenance'
import { hear, type LiveCall, newCall } from './live-call.ts'
import { itemOf } from './live-event.ts'
import { type LiveMessage, liveMessage } from './live-message.ts'
import { type RemoteItem, readCalls, readKeys, readRunning, readWords } from './read-remote.ts'

export interface FollowOptions {
  readonly recorderId: string
  readonly tenantId: string
  readonly database: Database
  /** Those the hub knows, own ones too. */
  readonly calls: ReadonlyMap<string, LiveCall>
  readonly begin: (call: LiveCall) => void
  readonly say: (call: LiveCall, message: LiveMessage) => void
  /** Something happened besides words. */
  readonly happened: (call: LiveCall, event: EventRecord) => void
  readonly finish: (call: LiveCall) => void
}

export interface RemoteFollower {
  /** Reads what others wrote: of these calls, or of all that run. Resolves when it was told; rejects while the database is away. */
  refresh(ids?: readonly string[]): Promise<void>
}

/** Tells a hub what other processes write into the database. Reads one after the other, so that their order is kept. */
export function followRemote(options: FollowOptions): RemoteFollower {
  const { recorderId, calls, begin, say, happened, finish, database } = options
  let seen = false
  let waiting: { ids: Set<string> | 'all'; done: Promise<void> } | undefined
  let last: Promise<void> = Promise.resolve()

  const follow = async (ids: Set<string> | 'all'): Promise<void> => {
    const theirs = [...calls.values()].filter(({ writers }) => writers.size === 0).map(({ item }) => item.id)
    const rows = await (ids === 'all' ? readRunning(database, options, theirs) : readCalls(database, options, [...ids]))
    // In a call of our own others may have a word too; they tell when they write one.
    const found = rows.filter((row) => ids !== 'all' || row.recorder_id !== recorderId)
    const shown = found.filter(({ id, status }) => calls.has(id) || status === 'active')
    if (!seen && ids === 'all') {
      await takeOver(shown)
      seen = true
    } else await tell(shown)
  }
  /** What was said before anybody listened is not told as new. */
  const takeOver = async (rows: readonly RemoteItem[]): Promise<void> => {
    const fresh = rows.filter(({ id }) => !calls.has(id))
    const keys = fresh.length > 0 ? await readKeys(database, options, idsOf(fresh)) : []
    const started = new Map(fresh.map((row) => [row.id, newCall(row)]))
    for (const key of keys) {
      const call = started.get(key.conversation_uuid)
      if (call) hear(call, key)
    }
    for (const row of fresh) {
      const call = started.get(row.id)
      if (!call) continue
      call.item.message_count = row.message_count
      call.version = row.version
      begin(call)
    }
  }
  const tell = async (shown: readonly RemoteItem[]): Promise<void> => {
    const rows = shown.filter((row) => calls.get(row.id)?.version !== row.version)
    if (rows.length === 0) return
    const known = rows.flatMap(({ id }) =>
      [...(calls.get(id)?.heard ?? [])].map(([writer, revisions]) => ({ id, writer, seq: revisions.length - 1 })),
    )
    const words = Map.groupBy(
      await readWords(database, options, idsOf(rows), known),
      ({ conversation_uuid }) => conversation_uuid,
    )
    for (const row of rows) {
      let call = calls.get(row.id)
      if (!call) {
        call = newCall({ ...row, message_count: 0, person_asked_at: null })
        begin(call)
      }
      for (const message of words.get(row.id) ?? []) say(call, liveMessage(message))
      call.version = row.version
      if (call.writers.size > 0) continue
      if (row.hand_over && call.item.person_asked_at === null)
        happened(call, { ...row.hand_over, occurred_at: new Date(row.hand_over.occurred_at) })
      Object.assign(call.item, itemOf(row))
      if (row.status !== 'active') finish(call)
    }
  }
  return {
    refresh(ids) {
      if (waiting) {
        if (ids === undefined) waiting.ids = 'all'
        else if (waiting.ids !== 'all') for (const id of ids) waiting.ids.add(id)
        return waiting.done
      }
      const asked: { ids: Set<string> | 'all'; done: Promise<void> } = {
        ids: ids === undefined ? 'all' : new Set(ids),
        done: last.then(() => {
          waiting = undefined
          return follow(asked.ids)
        }),
      }
      waiting = asked
      last = asked.done.catch(() => {})
      return asked.done
    },
  }
}

function idsOf(rows: readonly RemoteItem[]): string[] {
  return rows.map(({ id }) => id)
}
