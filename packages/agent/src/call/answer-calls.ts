import type { Recorder } from 'rawi'
import type { Persona } from '../persona/persona.ts'
import { removeRecordings } from '../voice/tape/call-tape.ts'
import { type BeginOptions, beginCall, limitsOf } from './begin-call.ts'
import { CALLS_MAX } from './bounds.ts'
import { callerLink } from './caller-link.ts'
import type { Caller } from './embedded-call.ts'
import { receiveHello, refuse } from './receive-caller.ts'
import type { RunningCall } from './run-embedded-call.ts'
import type { CallTransport } from './transport.ts'

/** Pages that are open before Start, for each line. */
const ONLOOKERS = 4

/** Where the personas come from; asked at each call, so that a changed file holds for the next one. */
export interface PersonaSource {
  /** The persona of this name, or the first; undefined where there is none of it. */
  get(id?: string): { readonly id: string; readonly persona: Persona } | undefined
}

export interface AnswerCallsOptions extends Omit<BeginOptions, 'persona' | 'caller' | 'language'> {
  readonly recorder: Recorder
  readonly personas: PersonaSource
  /** Calls at once; the next is told to come back. By default `CALLS_MAX`. */
  readonly callsMax?: number
  /** Told of each call that has begun. */
  readonly onCall?: (call: OperatedCall) => void
}

/** Everything that runs in this process. */
export interface CallDesk {
  /** Takes a connection: a new call, or one that goes on. Never throws. */
  answer(transport: CallTransport, caller?: Caller): void
  /** A running call by its own id, or by its conversation's. */
  find(id: string): OperatedCall | undefined
  readonly calls: readonly OperatedCall[]
  /** Takes no more calls and ends those that run as `shutdown`. */
  close(): Promise<void>
}

/** A running call as an operator has it. */
export type OperatedCall = Omit<RunningCall, 'goOn'>

/** Answers any number of pages at once. */
export function deskOfCalls({ personas, callsMax = CALLS_MAX, onCall, ...options }: AnswerCallsOptions): CallDesk {
  const running = new Map<string, RunningCall>()
  let arriving = 0
  let closed = false

  const full = () => running.size >= callsMax
  const { recorder, recordings } = options
  const onErased = ({ conversations }: { conversations: readonly string[] }) => {
    if (recordings !== undefined) void removeRecordings(recordings, conversations)
  }
  recorder.on('erased', onErased)

  async function answer(transport: CallTransport, caller: Caller): Promise<void> {
    const link = callerLink(transport)
    const hello = await receiveHello(link, limitsOf(options.limits).startTimeoutMs)
    if (!hello) return
    if (hello.resume) {
      const call = running.get(hello.resume.call)
      if (!call?.goOn(link, hello.resume.token)) refuse(link, 'RAWI_CALL_NOT_FOUND', 'There is no such call.')
      return
    }
    if (closed) return refuse(link, 'RAWI_STOPPING', 'No more calls are taken.')
    // Who only looks at the page takes no line, but there is an end to onlookers too.
    if (full() || arriving >= callsMax * ONLOOKERS) return refuse(link, 'RAWI_BUSY', 'All lines are taken.')
    const persona = personas.get(hello.persona)
    if (!persona) return refuse(link, 'RAWI_NOT_FOUND', 'There is no such persona.')
    arriving++
    try {
      const call = await beginCall(link, { ...options, persona, caller }, full)
      if (!call) return
      running.set(call.id, call)
      onCall?.(call)
      call.ended.catch(() => {}).finally(() => running.delete(call.id))
      if (closed) await call.close()
    } catch {
      // A recorder that is closed takes no calls.
      refuse(link, 'RAWI_STOPPING', 'No more calls are taken.')
    } finally {
      arriving--
    }
  }

  return {
    answer(transport, caller = {}) {
      void answer(transport, caller)
    },
    find: (id) => running.get(id) ?? [...running.values()].find(({ conversation }) => conversation.id === id),
    get calls() {
      return [...running.values()]
    },
    async close() {
      closed = true
      await Promise.allSettled([...running.values()].map((call) => call.close()))
      recorder.off('erased', onErased)
    },
  }
}
