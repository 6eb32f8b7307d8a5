/** Milliseconds before a text that the server was too busy for is sent again. */
const AGAIN_MS = 1_500

export interface WaitingText {
  readonly id: string
  readonly text: string
  /** The server will not take it. */
  readonly failed?: boolean
}

/** Typed texts on their way: one at a time, sent until the server says that it has taken them. */
export interface Outbox {
  readonly waiting: readonly WaitingText[]
  put(text: string): void
  taken(id: string): void
  /** The server was too busy for the one that was sent. */
  refused(): void
  /** The server will never take the one that was sent. */
  failed(): void
  /** Another line: what was shown there already is not sent again. */
  again(shown: (id: string) => boolean): void
  stop(): void
}

export function createOutbox(send: (text: WaitingText) => void, changed: () => void): Outbox {
  let waiting: readonly WaitingText[] = []
  let sent: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function next(): void {
    if (sent !== undefined) return
    const text = waiting.find(({ failed }) => !failed)
    if (!text) return
    sent = text.id
    send(text)
  }

  function change(now: readonly WaitingText[]): void {
    waiting = now
    changed()
  }

  return {
    get waiting() {
      return waiting
    },
    put(text) {
      change([...waiting, { id: crypto.randomUUID(), text }])
      next()
    },
    taken(id) {
      if (sent === id) sent = undefined
      change(waiting.filter((text) => text.id !== id))
      next()
    },
    refused() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        sent = undefined
        next()
      }, AGAIN_MS)
    },
    failed() {
      change(waiting.map((text) => (text.id === sent ? { ...text, failed: true } : text)))
      sent = undefined
      next()
    },
    again(shown) {
      clearTimeout(timer)
      sent = undefined
      change(waiting.filter(({ id }) => !shown(id)))
      next()
    },
    stop: () => clearTimeout(timer),
  }
}
