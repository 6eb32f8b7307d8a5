import type { ErrorCode } from 'rawi'
import type { SoundOutlet } from '../voice/agent-audio.ts'
import { CAPTIONS_KEPT } from './bounds.ts'
import type { CallerLink, LinkListener } from './caller-link.ts'
import type { AgentMessage, CallState, Caption } from './protocol.ts'

export interface ConnectionOptions {
  /** Milliseconds the caller has to come back. */
  readonly graceMs: number
  /** The page is gone; the call waits. */
  readonly onLost: () => void
  /** Nobody came back. */
  readonly onGone: () => void
}

/** The page a call is on at the moment, and what another page has to be shown when it takes over. */
export interface Connection extends SoundOutlet {
  send(message: AgentMessage): void
  error(code: ErrorCode, detail: string): void
  attach(link: CallerLink, listener: Omit<LinkListener, 'closed'>): void
  readonly present: boolean
  readonly state: CallState
  readonly captions: readonly Caption[]
  close(): void
}

export function callConnection({ graceMs, onLost, onGone }: ConnectionOptions): Connection {
  const captions = new Map<string, Caption>()
  let state: CallState = 'connecting'
  let link: CallerLink | undefined
  let grace: NodeJS.Timeout | undefined
  let closed = false

  function remember(caption: Caption): void {
    captions.set(caption.id, caption)
    if (captions.size <= CAPTIONS_KEPT) return
    const [oldest] = captions.keys()
    if (oldest !== undefined) captions.delete(oldest)
  }

  return {
    send(message) {
      if (message.type === 'caption') remember(message)
      if (message.type === 'state') {
        if (message.state === state) return
        state = message.state
      }
      link?.send(message)
    },
    sound: (utterance, position, samples) => link?.sendSound(utterance, position, samples),
    playback: (action, utterance, position) => link?.send({ type: 'playback', action, utterance, position }),
    error: (code, detail) => link?.error(code, detail),
    get waitingBytes() {
      return link?.waitingBytes ?? 0
    },
    get present() {
      return link !== undefined
    },
    get state() {
      return state
    },
    get captions() {
      return [...captions.values()]
    },
    attach(next, listener) {
      clearTimeout(grace)
      const before = link
      link = next
      if (before) {
        before.error('RAWI_CALL_ELSEWHERE', 'The call goes on in another place.')
        before.close()
      }
      next.listen({
        ...listener,
        closed() {
          if (link !== next) return
          link = undefined
          if (closed) return
          grace = setTimeout(onGone, graceMs)
          onLost()
        },
      })
    },
    close() {
      closed = true
      clearTimeout(grace)
      link?.close()
      link = undefined
    },
  }
}
