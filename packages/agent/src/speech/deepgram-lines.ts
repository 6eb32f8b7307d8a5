import { CALLER_RATE } from '../call/bounds.ts'

/** Samples that wait for a line to open; what is older is left out. */
const WAITING_MAX = CALLER_RATE * 5
/** Milliseconds before another line is tried: after the first failure, and at most. */
const RETRY_MS = 500
const RETRY_MAX_MS = 8_000
/** Milliseconds without sound after which a line that goes is missed by nobody: Deepgram hangs up after ten seconds. */
const IDLE_MS = 3_000

/** Node's WebSocket takes headers, which a browser's does not and its type does not tell. */
const KeyedSocket = WebSocket as unknown as new (
  address: string,
  options: { readonly headers: Readonly<Record<string, string>> },
) => WebSocket

export interface LinesOptions {
  readonly address: string
  readonly apiKey: string
  readonly onMessage: (text: string) => void
  /** When a line that was in use goes, or none can be had; once until there is one that answers. */
  readonly onFailed: () => void
}

/**
 * One line to Deepgram after the other: opened by the first sound, so that a caller who types takes none, and again by
 * the next sound once it is gone.
 */
export class DeepgramLines {
  readonly #options: LinesOptions
  #line: WebSocket | undefined
  #waiting: Int16Array[] = []
  #failures = 0
  #notBefore = 0
  #soundAt = 0

  constructor(options: LinesOptions) {
    this.#options = options
  }

  send(samples: Int16Array): void {
    this.#soundAt = performance.now()
    if (!this.#line) {
      if (performance.now() < this.#notBefore) return
      this.#open()
    }
    if (this.#line?.readyState === WebSocket.OPEN) {
      this.#line.send(Int16Array.from(samples))
      return
    }
    this.#waiting.push(samples)
    let held = this.#waiting.reduce((sum, { length }) => sum + length, 0)
    while (held > WAITING_MAX) held -= this.#waiting.shift()?.length ?? held
  }

  close(): void {
    const line = this.#line
    this.#line = undefined
    this.#waiting = []
    if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify({ type: 'CloseStream' }))
    line?.close()
  }

  #open(): void {
    const { address, apiKey, onMessage, onFailed } = this.#options
    const line = new KeyedSocket(address, { headers: { authorization: `Token ${apiKey}` } })
    this.#line = line
    line.addEventListener('open', () => {
      for (const samples of this.#waiting.splice(0)) line.send(Int16Array.from(samples))
    })
    line.addEventListener('message', ({ data }) => {
      this.#failures = 0
      if (this.#line === line && typeof data === 'string') onMessage(data)
    })
    line.addEventListener('close', () => {
      if (this.#line !== line) return
      this.#line = undefined
      this.#waiting = []
      if (performance.now() - this.#soundAt > IDLE_MS) return
      this.#notBefore = performance.now() + Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** this.#failures)
      if (this.#failures++ === 0) onFailed()
    })
  }
}
