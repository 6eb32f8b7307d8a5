// The limit: a bare Hono handler that makes the same query and returns the same bytes. The query is what it comes to, one prepared
// statement of the tables' owner: no role, no claims, no row-level security. The bytes are ready: nothing is made of the rows.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'

export interface Bare {
  readonly databaseUrl: string
  readonly connections: number
  readonly sql: string
  readonly values: readonly unknown[]
  readonly bytes: string
}

process.once('message', ({ databaseUrl, connections, sql, values, bytes }: Bare) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections })
  const app = new Hono()
  app.get('/', async (context) => {
    await pool.query({ name: 'bare', text: sql, values: [...values] })
    return context.body(bytes, 200, { 'content-type': 'application/json' })
  })
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
    process.send?.({ url: `http://127.0.0.1:${port}` }),
  )
})
