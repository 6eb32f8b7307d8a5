import type { ConnectionWorld } from './connection.ts'
import { openLine } from './line.ts'
import { askTicket } from './ticket.ts'

/** The server of this page, the clock of this machine. */
export const browserWorld: ConnectionWorld = {
  askTicket,
  openLine(path, listener) {
    const url = new URL(path, location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    return openLine(url.href, listener)
  },
  wait(ms, signal) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        removeEventListener('online', done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      addEventListener('online', done)
      signal.addEventListener('abort', done)
    })
  },
  now: () => performance.now(),
}
