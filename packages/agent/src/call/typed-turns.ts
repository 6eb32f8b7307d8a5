import type { voice } from '@livekit/agents'
import { takeTurn } from '../session/take-turn.ts'
import { FAILED_TURNS_MAX, TEXTS_WAITING_MAX } from './bounds.ts'

export interface TypedTurnsOptions {
  readonly session: voice.AgentSession
  /** Resolves once the agent can be asked; what is typed before waits for it. */
  readonly ready: Promise<void>
  readonly timeoutMs: number
  /** What is spoken can be interrupted by typing; what is only read is finished first. */
  readonly spoken: () => boolean
  /** The model gave nothing; how many times in a row. */
  readonly failed: (times: number, text: string) => Promise<void>
  /** Whether a person answers now, so that the agent is not asked again. */
  readonly silent: () => boolean
  /** A turn goes to the agent now. */
  readonly begins: () => void
}

/** What the caller types, one turn after the other. */
export interface TypedTurns {
  /** False where too many wait already. */
  take(text: string): boolean
  /** Resolves when nothing waits. */
  idle(): Promise<void>
  stop(): void
}

export function typedTurns({
  session,
  ready,
  timeoutMs,
  spoken,
  failed,
  silent,
  begins,
}: TypedTurnsOptions): TypedTurns {
  const waiting: string[] = []
  let working: Promise<void> | undefined
  let failures = 0
  let stopped = false
  const superseded = () => stopped || waiting.length > 0 || silent()

  async function work(): Promise<void> {
    await ready
    for (let text = waiting.shift(); text !== undefined && !stopped; text = waiting.shift()) {
      begins()
      const outcome = await takeTurn(session, text, timeoutMs, superseded).catch(() => 'failed' as const)
      if (stopped) return
      // Typing on is no failure of the model.
      failures = outcome === 'failed' && waiting.length === 0 ? failures + 1 : 0
      if (failures > 0) await failed(Math.min(failures, FAILED_TURNS_MAX), text)
    }
  }

  return {
    take(text) {
      if (waiting.length >= TEXTS_WAITING_MAX) return false
      waiting.push(text)
      if (spoken()) interruptNow(session)
      working ??= work().finally(() => {
        working = undefined
      })
      return true
    },
    idle: async () => {
      await working
    },
    stop() {
      stopped = true
      waiting.length = 0
    },
  }
}

/** Nothing to interrupt is as good as interrupted. */
export function interruptNow(session: voice.AgentSession): void {
  try {
    session.interrupt({ force: true }).await.catch(() => {})
  } catch {
    // The session has not begun, or is over.
  }
}
