import type { ResumePlace } from './resume-place.ts'

const CHANNEL = 'rawi.call'
/** Milliseconds that a start waits for another tab's answer. */
const NOTICED_MS = 250

type Said = { readonly ask: string } | { readonly answer: string; readonly place: ResumePlace }

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

/** Answers tabs that ask, until it is stopped. */
export function answerOtherTabs(place: () => ResumePlace | undefined): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    const mine = place()
    if ('ask' in data && mine) channel.postMessage({ answer: data.ask, place: mine } satisfies Said)
  }
  return () => channel.close()
}
