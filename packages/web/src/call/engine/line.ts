import type { AgentMessage, CallerMessage } from '@rawi/agent'

/** Milliseconds between signs of life, and how long one may stay unanswered. */
const PING_EVERY_MS = 4_000
const ANSWER_WITHIN_MS = 8_000

export interface LineListener {
  opened(): void
  said(message: AgentMessage): void
  sound(packed: ArrayBuffer): void
  /** Once; nothing is heard of this line afterwards. */
  lost(): void
}

/** One WebSocket of a call. */
export interface Line {
  say(message: CallerMessage): void
  send(packed: Uint8Array<ArrayBuffer>): void
  /** Bytes taken that the network has not. */
  readonly waitingBytes: number
  close(): void
}

/** Opens it and watches that it lives: a network that is gone tells nobody. */
export function openLine(url: string, listener: LineListener): Line {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  let heardAt = performance.now()
  let over = false

  const say = (message: CallerMessage) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const watch = setInterval(() => {
    if (performance.now() - heardAt > PING_EVERY_MS + ANSWER_WITHIN_MS) return end()
    say({ type: 'ping', at: Math.round(performance.now()) })
  }, PING_EVERY_MS)

  function end(): void {
    if (over) return
    over = true
    clearInterval(watch)
    removeEventListener('offline', end)
    socket.close()
    listener.lost()
  }

  socket.onopen = () => listener.opened()
  socket.onclose = end
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    heardAt = performance.now()
    if (over) return
    if (typeof data === 'string') listener.said(JSON.parse(data) as AgentMessage)
    else listener.sound(data)
  }
  addEventListener('offline', end)

  return {
    say,
    send(packed) {
      if (socket.readyState === WebSocket.OPEN) socket.send(packed)
    },
    get waitingBytes() {
      return socket.bufferedAmount
    },
    close: end,
  }
}
