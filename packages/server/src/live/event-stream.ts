import type { Context } from 'hono'
import type { ErrorCode } from 'rawi'
import { ERRORS } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import type { HouseEnv } from '../http/house.ts'

/** What a stream sends: its place for `Last-Event-ID`, its type, its JSON. */
export interface StreamEvent {
  readonly id?: string
  readonly type: string
  readonly data: string
}

/** Where the events of one listener come from; it stands at the listener's own place. */
export interface EventSource {
  /** The next event, undefined while there is none, `end` when none will come. */
  next(): StreamEvent | 'end' | undefined
  /** Resolves when there may be one. */
  wait(): Promise<void>
}

export interface StreamOptions {
  readonly stopping: AbortSignal
  /** Asked at each sign of life: whether the listener may still listen. */
  readonly allowed: () => Promise<ErrorCode | undefined>
  readonly onClose: () => void
  readonly heartbeatMs?: number
  readonly stallMs?: number
}

/** Bytes after which a chunk is sent before more is looked for. */
const CHUNK_BYTES = 65_536

/**
 * Events as https://html.spec.whatwg.org/multipage/server-sent-events.html has them. Nothing is taken from the source before
 * the listener has room for it, so that a slow one costs no memory; one that takes nothing for too long is cut.
 */
export function eventStream(c: Context<HouseEnv>, source: EventSource, options: StreamOptions): Response {
  const { stopping, allowed, heartbeatMs = BOUNDS.LIVE_HEARTBEAT_MS, stallMs = BOUNDS.LIVE_STALL_MS } = options
  const encoder = new TextEncoder()
  const stop = Promise.withResolvers<void>()
  let closed = false
  let begun = false
  let stall: NodeJS.Timeout | undefined

  const close = () => {
    if (closed) return
    closed = true
    clearTimeout(stall)
    stopping.removeEventListener('abort', close)
    stop.resolve()
    options.onClose()
  }
  stopping.addEventListener('abort', close)
  const { outgoing } = c.env ?? {}
  outgoing?.once('close', close)
  /** What was sent is still not taken: the last words wait behind it, and what never takes them is left alone. */
  const cut = () => {
    close()
    outgoing?.end(textOf(cutEvent('RAWI_LISTENER_SLOW')))
    setTimeout(() => outgoing?.destroy(), stallMs).unref()
  }
  const gather = (): { text: string; ended: boolean } => {
    let text = ''
    while (text.length < CHUNK_BYTES) {
      const event = source.next()
      if (event === undefined) return { text, ended: false }
      if (event === 'end') return { text, ended: true }
      text += textOf(event)
    }
    return { text, ended: false }
  }
  /** The next text for the listener; undefined when there will be none. */
  const nextText = async (): Promise<string | undefined> => {
    if (!begun) {
      begun = true
      return `retry: ${BOUNDS.LIVE_RETRY_MS}\n\n`
    }
    for (;;) {
      if (closed) return undefined
      const { text, ended } = gather()
      if (ended) close()
      if (text !== '') return text
      if (ended) return undefined
      const beat = timeout(heartbeatMs)
      const quiet = await Promise.race([source.wait(), stop.promise, beat.passed])
      beat.clear()
      if (quiet !== 'passed' || closed) continue
      const refused = await allowed()
      if (refused === undefined) return ': alive\n\n'
      close()
      return textOf(cutEvent(refused))
    }
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stall)
        const text = await nextText()
        if (text !== undefined) controller.enqueue(encoder.encode(text))
        if (text === undefined || closed) return controller.close()
        stall = setTimeout(cut, stallMs).unref()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
  if (stopping.aborted) close()
  return c.body(body, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
}

/** Tells a listener why its stream ends. */
function cutEvent(code: ErrorCode): StreamEvent {
  return { type: 'cut', data: JSON.stringify({ code, hint: ERRORS[code] }) }
}

/** JSON holds no line breaks, so that one `data` line is enough. */
function textOf({ id, type, data }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`
}

function timeout(milliseconds: number) {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<'passed'>((resolve) => {
    timer = setTimeout(() => resolve('passed'), milliseconds).unref()
  })
  return { passed, clear: () => clearTimeout(timer) }
}
