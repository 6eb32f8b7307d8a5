import type { ResumePlace } from './resume-place.ts'

const CHANNEL = 'rawi.call'
/** Milliseconds another tab has to answer. */
const ANSWER_MS = 250

type Said = { readonly ask: string } | { readonly answer: string; readonly place: ResumePlace }

/** Whether a call runs in another tab of this browser; the place lets this tab take it over. */
export function askOtherTabs(timeoutMs = ANSWER_MS): Promise<ResumePlace | undefined> {
  if (typeof BroadcastChannel === 'undefined') return Promise.resolve(undefined)
  const channel = new BroadcastChannel(CHANNEL)
  const ask = crypto.randomUUID()
  return new Promise((resolve) => {
    const settle = (place?: ResumePlace) => {
      clearTimeout(timer)
      channel.close()
      resolve(place)
    }
    const timer = setTimeout(settle, timeoutMs)
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if ('answer' in data && data.answer === ask) settle(data.place)
    }
    channel.postMessage({ ask } satisfies Said)
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
