import type { AgentMessage, CallerMessage } from '@rawi/agent'
import { waitBefore } from './back-off.ts'
import type { Line, LineListener } from './line.ts'
import type { Refusal, TicketAnswer } from './ticket.ts'

/** What a connection needs of the world; tests bring their own. */
export interface ConnectionWorld {
  askTicket(signal: AbortSignal): Promise<TicketAnswer>
  openLine(path: string, listener: LineListener): Line
  /** Resolves after a while, or at once when the network is back. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  now(): number
  random?(): number
}

export interface ConnectionListener {
  /** What to say first on each line. */
  hello(): CallerMessage
  said(message: AgentMessage): void
  sound(packed: ArrayBuffer): void
  /** The line is gone and another one is tried. */
  lost(): void
  /** No line can be had any more. */
  gaveUp(refusal: Refusal | 'unreachable'): void
}

/** The way to the server, made anew whenever it breaks, until it is closed. */
export interface Connection {
  say(message: CallerMessage): void
  send(packed: Uint8Array<ArrayBuffer>): void
  readonly waitingBytes: number
  /** The call is whole again: the next break counts from here. */
  settled(): void
  close(): void
}

/** Milliseconds after which a line that says nothing is given up. */
const PATIENCE_MS = 60_000
const FINAL = new Set(['RAWI_NOT_FOUND', 'RAWI_PERSONA_INVALID', 'RAWI_ORIGIN_REFUSED', 'RAWI_HOST_REFUSED'])

/** @param patienceMs How long the way is tried after it broke, in milliseconds. */
export function openConnection(
  world: ConnectionWorld,
  listener: ConnectionListener,
  patienceMs: () => number = () => PATIENCE_MS,
): Connection {
  const stop = new AbortController()
  let line: Line | undefined
  let attempt = 0
  let since = world.now()

  async function connect(): Promise<void> {
    while (!stop.signal.aborted) {
      const answer = await world.askTicket(stop.signal)
      if (stop.signal.aborted) return
      if (answer !== 'unreachable' && 'socket' in answer) return open(answer.socket)
      const refusal = answer === 'unreachable' ? answer : answer.refusal
      const final = refusal !== 'unreachable' && FINAL.has(refusal.code)
      if (final || world.now() - since > patienceMs()) return listener.gaveUp(refusal)
      await pause(refusal === 'unreachable' ? undefined : refusal.retryAfter)
    }
  }

  function open(path: string): void {
    line = world.openLine(path, {
      opened: () => line?.say(listener.hello()),
      said: (message) => listener.said(message),
      sound: (packed) => listener.sound(packed),
      lost() {
        line = undefined
        if (stop.signal.aborted) return
        if (attempt === 0) since = world.now()
        listener.lost()
        if (world.now() - since > patienceMs()) return listener.gaveUp('unreachable')
        void pause().then(connect)
      },
    })
  }

  async function pause(seconds = 0): Promise<void> {
    attempt++
    await world.wait(Math.max(seconds * 1_000, waitBefore(attempt, world.random)), stop.signal)
  }

  void connect()
  return {
    say: (message) => line?.say(message),
    send: (packed) => line?.send(packed),
    get waitingBytes() {
      return line?.waitingBytes ?? 0
    },
    settled() {
      attempt = 0
    },
    close() {
      stop.abort()
      line?.close()
    },
  }
}
