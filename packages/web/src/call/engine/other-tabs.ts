import type { AgentMessage } from '@rawi/agent'
import type { ResumePlace } from './resume-place.ts'

const CHANNEL = 'rawi.call'
/** Milliseconds that a start waits for another tab's answer. */
const NOTICED_MS = 250

type Ended = Extract<AgentMessage, { type: 'ended' }>
type Said =
  | { readonly ask: string }
  | { readonly answer: string; readonly place: ResumePlace }
  | { readonly call: string; readonly ended: Ended }

/** The other tabs, as a tab with a call knows them. */
export interface OtherTabs {
  /** A tab that gave the call away hears how it ended. */
  ended(call: string, message: Ended): void
  stop(): void
}

/**
 * Asks the other tabs of this browser for a call that runs there, until it is stopped: a tab in the background of a slow
 * machine may need seconds to answer. The place lets this tab take the call over.
 */
export function askOtherTabs(found: (place: ResumePlace) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(CHANNEL)
  const ask = crypto.randomUUID()
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if ('answer' in data && data.answer === ask) found(data.place)
  }
  channel.postMessage({ ask } satisfies Said)
  return () => channel.close()
}

/** The call that another tab tells of within the time a caller hardly notices. */
export function callInOtherTab(timeoutMs = NOTICED_MS): Promise<ResumePlace | undefined> {
  return new Promise((resolve) => {
    const settle = (place?: ResumePlace) => {
      clearTimeout(timer)
      stop()
      resolve(place)
    }
    const timer = setTimeout(settle, timeoutMs)
    const stop = askOtherTabs(settle)
  })
}

/** Answers tabs that ask, and hears of calls that end there, until it is stopped. */
export function answerOtherTabs(
  place: () => ResumePlace | undefined,
  onEnded: (call: string, message: Ended) => void,
): OtherTabs {
  if (typeof BroadcastChannel === 'undefined') return { ended() {}, stop() {} }
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if ('ended' in data) return onEnded(data.call, data.ended)
    const mine = 'ask' in data ? place() : undefined
    if ('ask' in data && mine) channel.postMessage({ answer: data.ask, place: mine } satisfies Said)
  }
  return {
    ended: (call, ended) => channel.postMessage({ call, ended } satisfies Said),
    stop: () => channel.close(),
  }
}
