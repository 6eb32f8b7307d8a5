import { crc32 } from 'node:zlib'
import type { Entry } from '../conversation/entry.ts'
import type { JournalCall } from '../conversation/journal-port.ts'
import { messageHead } from './message-text.ts'

/** What is known of one live conversation: where its frames lie. */
export interface Trace extends JournalCall {
  /** Of the conversation's id, as a signed integer: see `newWriter`. */
  readonly crc: number
  /** The writer whose message entries begin with `messageHead`, so that it need not be made for every message. */
  readonly writer: number | undefined
  readonly messageHead: Buffer
  /** Ascending, seldom more than two. */
  readonly segments: number[]
  /** The last of them. */
  latest: number
  /** False once nobody needs its frames any more. */
  live: boolean
}

interface SegmentState {
  /** Live conversations with frames in it. */
  live: number
  /** It also holds frames that nobody needs any more. */
  dead: boolean
}

/** Conversations whose frames are still needed, and the segments that hold them. A few hundred bytes per live call. */
export interface Ledger {
  traceOf(conversation: string): Trace | undefined
  note(entry: Entry, segment: number): void
  /** A call that is live has frames in this segment too. */
  noteIn(trace: Trace, segment: number): void
  /** Frames were written again in this segment: every live conversation may have some in it. */
  spread(segment: number): void
  isLive(conversation: string): boolean
  isErased(conversation: string): boolean
  liveIn(segment: number): number
  hasDead(segment: number): boolean
  /** The segment now holds only what lives. */
  cleaned(segment: number): void
  forget(segment: number): void
}

/** Tombstones remembered to refuse late entries; beyond it the oldest are forgotten, and only the disk knows them. */
const ERASED_MAX = 100_000

export function createLedger(): Ledger {
  const traces = new Map<string, Trace>()
  const segments = new Map<number, SegmentState>()
  const erased = new Set<string>()

  function stateOf(segment: number): SegmentState {
    const known = segments.get(segment)
    if (known) return known
    const state = { live: 0, dead: false }
    segments.set(segment, state)
    return state
  }

  function settle(conversation: string, segment: number): void {
    const trace = traces.get(conversation)
    if (trace) trace.live = false
    for (const held of trace?.segments ?? []) {
      const state = segments.get(held)
      if (!state) continue
      state.live--
      state.dead = true
    }
    traces.delete(conversation)
    stateOf(segment).dead = true
  }

  function addTo(trace: Trace, segment: number): void {
    if (trace.segments.includes(segment)) return
    trace.segments.push(segment)
    trace.latest = Math.max(trace.latest, segment)
    stateOf(segment).live++
  }

  return {
    traceOf: (conversation) => traces.get(conversation),
    note(entry, segment) {
      if (entry.kind === 'erased') {
        erased.add(entry.conversation)
        if (erased.size > ERASED_MAX) for (const oldest of erased) return void erased.delete(oldest)
        return settle(entry.conversation, segment)
      }
      if (entry.kind === 'saved' && entry.final) return settle(entry.conversation, segment)
      const trace = traces.get(entry.conversation)
      if (!trace) {
        traces.set(entry.conversation, newTrace(entry, segment))
        stateOf(segment).live++
      } else if (trace.latest !== segment) addTo(trace, segment)
    },
    noteIn: addTo,
    spread(segment) {
      for (const trace of traces.values()) addTo(trace, segment)
      stateOf(segment).dead = true
    },
    isLive: (conversation) => traces.has(conversation),
    isErased: (conversation) => erased.size > 0 && erased.has(conversation),
    liveIn: (segment) => segments.get(segment)?.live ?? 0,
    hasDead: (segment) => segments.get(segment)?.dead ?? false,
    cleaned(segment) {
      stateOf(segment).dead = false
    },
    forget(segment) {
      segments.delete(segment)
    },
  }
}

function newTrace(entry: Entry, segment: number): Trace {
  const { conversation } = entry
  const writer =
    entry.kind === 'start' ? entry.start.writer : entry.kind === 'message' ? entry.message.writer : undefined
  const head = writer === undefined ? Buffer.alloc(0) : messageHead(conversation, writer)
  return {
    conversation,
    crc: crc32(conversation) | 0,
    writer,
    messageHead: head,
    segments: [segment],
    latest: segment,
    live: true,
  }
}
