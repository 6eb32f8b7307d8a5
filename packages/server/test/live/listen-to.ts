import { EventSource } from 'eventsource'

export interface Heard {
  readonly id: string
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly data: any
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface Listener {
  readonly heard: Heard[]
  /** The status of an answer that was no stream. */
  readonly refused: number | undefined
  /** Times that a connection was opened. */
  readonly opened: number
  /** Resolves with what was heard as soon as this holds; rejects after so many milliseconds. */
  until<T>(holds: (heard: Heard[]) => T | undefined | false, milliseconds?: number): Promise<T>
  /** Cuts the connection as a bad network does; the client comes back by itself. */
  cut(): void
  close(): void
}

const TYPES = [
  ...[
    'snapshot',
    'reset',
    'started',
    'message',
    'contact',
    'event',
    'claimed',
    'ended',
    'saved',
    'pending',
    'recovered',
  ],
  ...['erased', 'alarm', 'cut'],
]

/** The npm client `eventsource` as it is, with a key. */
export function listenTo(url: string, key: string, lastEventId?: string): Listener {
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  let cut = () => {}
  let refused: number | undefined
  let opened = 0
  const source = new EventSource(url, {
    fetch: async (to, init) => {
      const headers: Record<string, string> = { ...init?.headers, authorization: `Bearer ${key}` }
      // Only the first connection: afterwards the client knows better.
      if (lastEventId !== undefined && opened === 0) headers['Last-Event-ID'] = lastEventId
      const response = await fetch(to, { ...init, headers })
      const line = breakable(response)
      cut = line.cut
      return line.response
    },
  })
  let awake = false
  /** After all that came at once: looking through a flood at each of its events would take longer than the flood. */
  const wake = () => {
    if (awake) return
    awake = true
    setImmediate(() => {
      awake = false
      for (const one of waiting) one()
    })
  }
  source.addEventListener('open', () => {
    opened++
    wake()
  })
  source.addEventListener('error', ({ code }) => {
    if (code !== undefined) refused = code
    wake()
  })
  for (const type of TYPES) {
    source.addEventListener(type, ({ lastEventId: id, data }) => {
      heard.push({ id, type, data: JSON.parse(data), at: Date.now() })
      wake()
    })
  }
  return {
    heard,
    get refused() {
      return refused
    },
    get opened() {
      return opened
    },
    until(holds, milliseconds = 60_000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = holds(heard)
          if (found === undefined || found === false) return
          waiting.delete(look)
          clearTimeout(timer)
          resolve(found)
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`never heard; only ${[...new Set(heard.map(({ type }) => type))].join(' ')}`))
        }, milliseconds)
        waiting.add(look)
        look()
      })
    },
    cut: () => cut(),
    close: () => source.close(),
  }
}

/** An answer whose line can break in the middle of anything. */
function breakable(response: Response): { response: Response; cut: () => void } {
  const reader = response.body?.getReader()
  if (!reader) return { response, cut: () => {} }
  let line: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      line = controller
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => reader.cancel(),
  })
  const cut = () => {
    line?.error(new Error('the line broke'))
    void reader.cancel().catch(() => {})
  }
  return {
    response: new Proxy(response, { get: (of, name) => (name === 'body' ? body : Reflect.get(of, name, of)) }),
    cut,
  }
}

/** The words of messages in the order heard. */
export function wordsOf(heard: readonly Heard[]): string[] {
  return heard.filter(({ type }) => type === 'message').map(({ data }) => data.message.content)
}
