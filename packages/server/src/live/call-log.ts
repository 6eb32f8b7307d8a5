import { randomBytes } from 'node:crypto'
import { type Bell, createBell } from './bell.ts'
import type { LiveMessage } from './live-message.ts'

export interface LogEntry {
  readonly type: string
  readonly message?: LiveMessage
  /** JSON, made when it is sent: the words themselves are those that the recorder holds. */
  readonly data: () => string
}

/** What happened in one call, in order: what a listener to this call hears. */
export interface CallLog {
  /** UUID of the call. */
  readonly conversation: string
  /** Ids of another log of the same call are told apart from its own. */
  readonly epoch: string
  readonly length: number
  /** The call has ended: nothing follows. */
  readonly closed: boolean
  readonly bell: Bell
  append(entry: LogEntry): void
  close(): void
  /** Takes the words out; nothing follows. */
  forget(): void
  /** The entry at this place or behind it, passing over turns that a later entry says better. */
  from(index: number): (LogEntry & { readonly index: number }) | undefined
}

/** `epoch` is given where the same words always make the same log. */
export function createLog(conversation: string, epoch: string = randomBytes(6).toString('hex')): CallLog {
  const entries: LogEntry[] = []
  const latest = new Map<string, number>()
  const bell = createBell()
  let closed = false
  return {
    conversation,
    epoch,
    bell,
    get length() {
      return entries.length
    },
    get closed() {
      return closed
    },
    append(entry) {
      if (entry.message) latest.set(keyOf(entry.message), entries.length)
      entries.push(entry)
      bell.ring()
    },
    close() {
      closed = true
      bell.ring()
    },
    forget() {
      entries.length = 0
      latest.clear()
      closed = true
      bell.ring()
    },
    from(index) {
      for (let at = index; at < entries.length; at++) {
        const entry = entries[at] as LogEntry
        if (!entry.message || latest.get(keyOf(entry.message)) === at) return { ...entry, index: at }
      }
      return undefined
    },
  }
}

function keyOf({ writer, seq }: LiveMessage): string {
  return `${writer}:${seq}`
}
