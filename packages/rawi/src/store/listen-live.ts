import pg from 'pg'
import {
  CONNECT_TIMEOUT_MS,
  LISTEN_CHECK_MS,
  LISTEN_RETRY_FROM_MS,
  LISTEN_RETRY_TO_MS,
} from '../conversation/bounds.ts'
import { connectionText, readDatabaseUrl } from './database-url.ts'
import { type Change, liveChannel, readChange } from './notify.ts'

export interface LiveListenerOptions {
  readonly url: string
  readonly schema?: string
  readonly onChange: (change: Change) => void
  /** Something may have been missed: at each (re)connection, and once a second where nobody can notify. */
  readonly onGap: () => void
}

export interface LiveListener {
  /** `listening`: told by the server; `polling`: a transaction pooler stands between, which forwards no notification. */
  readonly mode: 'listening' | 'polling'
  /** Whether notifications can arrive now. */
  readonly connected: boolean
  close(): Promise<void>
}

const POLL_MS = 1_000

/**
 * Hears what other processes with `sync: 'live'` write, on a connection of its own that comes back by itself.
 * @throws RawiError RAWI_DATABASE_URL_INVALID
 */
export function listenLive(options: LiveListenerOptions): LiveListener {
  const { pooled } = readDatabaseUrl(options.url)
  return pooled ? poll(options) : listen(options)
}

function poll({ onGap }: LiveListenerOptions): LiveListener {
  const timer = setInterval(onGap, POLL_MS).unref()
  return {
    mode: 'polling',
    connected: true,
    async close() {
      clearInterval(timer)
    },
  }
}

function listen({ url, schema, onChange, onGap }: LiveListenerOptions): LiveListener {
  const channel = liveChannel(schema)
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let connected = false
  let failures = 0
  let closed = false

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: connectionText(url),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'rawi live',
    })
    client = fresh
    let lost = false
    const lose = () => {
      if (lost) return
      lost = true
      connected = false
      clearTimeout(timer)
      void fresh.end().catch(() => {})
      if (closed) return
      const wait = Math.min(LISTEN_RETRY_FROM_MS * 2 ** Math.min(failures++, 10), LISTEN_RETRY_TO_MS)
      timer = setTimeout(() => void connect(), wait * (0.5 + Math.random() / 2)).unref()
    }
    fresh.on('error', lose)
    fresh.on('end', lose)
    fresh.on('notification', ({ payload }) => {
      const change = payload === undefined ? undefined : readChange(payload)
      if (change) onChange(change)
    })
    // A line that is cut silently is noticed by nothing but a question that gets no answer.
    const check = () => {
      timer = setTimeout(() => {
        fresh.query('select 1').then(check, lose)
      }, LISTEN_CHECK_MS).unref()
    }
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
      if (closed || lost) return
      connected = true
      failures = 0
      check()
      onGap()
    } catch {
      lose()
    }
  }
  void connect()
  return {
    mode: 'listening',
    get connected() {
      return connected
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
