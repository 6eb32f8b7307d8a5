import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { isDataError, isTransient, sqlState } from '../../src/store/database-error.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { failure } from './failure.ts'
import { freePort, type PostgresServer, startPostgres } from './postgres-process.ts'
import { openProxy, type TcpProxy } from './tcp-proxy.ts'
import { adminUrl, describePostgres } from './test-database.ts'

const HASTY = { connectTimeoutMs: 1_000, statementTimeoutMs: 700 }
/** Their sum, the grace on the wire, and what a busy machine adds. */
const SOON_MS = 10_000

describePostgres('when PostgreSQL is in trouble', () => {
  let server: PostgresServer
  let proxy: TcpProxy
  let database: Database
  const count = async () => (await database.query<{ count: number }>('select count(*) from kept')).rows[0]?.count

  beforeAll(async () => {
    server = await startPostgres(['max_connections=12'])
    proxy = await openProxy(server.port)
  })
  afterAll(async () => {
    await proxy?.close()
    await server?.remove()
  })
  beforeEach(async () => {
    database = openPostgres({ url: proxy.through(server.url), ...HASTY })
    await database.transaction((query) => query('drop table if exists kept; create table kept (id int primary key)'))
  })
  afterEach(async () => {
    await proxy.heal()
    await database.close()
  })

  describe('a commit whose answer is lost', () => {
    const write: Record<string, (id: number) => Promise<unknown>> = {
      batch: (id) => database.batch([{ text: 'insert into kept values ($1)', values: [id] }]),
      transaction: (id) => database.transaction((query) => query('insert into kept values ($1)', [id])),
    }
    it.each([
      ['batch', 'before', 0],
      ['batch', 'after', 1],
      ['transaction', 'before', 0],
      ['transaction', 'after', 1],
    ] as const)(
      'in a %s, cut %s the server answered, is an error to try again; %i rows stand',
      async (kind, when, rows) => {
        proxy.cutOnCommit(when)
        const before = proxy.cuts
        const error = await failure(write[kind]?.(1) ?? Promise.resolve())
        expect([error.code, isTransient(error), isDataError(error)]).toEqual(['RAWI_DATABASE_UNREACHABLE', true, false])
        expect(proxy.cuts).toBe(before + 1)
        expect(await count()).toBe(rows)
      },
    )
  })

  it('is told as unreachable while nobody listens, and works again by itself', async () => {
    await proxy.refuse()
    const error = await failure(database.query('select 1'))
    expect([error.code, isTransient(error)]).toEqual(['RAWI_DATABASE_UNREACHABLE', true])
    expect(error.message).toContain(`127.0.0.1:${proxy.port}`)
    await proxy.heal()
    expect(await count()).toBe(0)
  })

  it('says that it speaks no TLS where the URL asks for it', async () => {
    const encrypted = openPostgres({ url: `${adminUrl()}?sslmode=require` })
    const error = await failure(encrypted.query('select 1'))
    expect([error.code, error.message]).toEqual(['RAWI_DATABASE_UNREACHABLE', expect.stringContaining('speaks no TLS')])
    await encrypted.close()
  })

  it('is told as unreachable when its name leads nowhere', async () => {
    const nowhere = openPostgres({ url: 'postgres://u:geheim@nowhere.invalid/d', ...HASTY })
    const error = await failure(nowhere.query('select 1'))
    expect(error.code).toBe('RAWI_DATABASE_UNREACHABLE')
    expect(error.message).not.toContain('geheim')
    await nowhere.close()
  })

  it('hangs nobody when the line falls silent', async () => {
    const began = Date.now()
    await count()
    proxy.silence()
    const waiting = [
      database.query('select 1'),
      database.batch([{ text: 'select 1' }]),
      database.transaction((query) => query('select 1')),
      database.query('select 2'),
    ]
    for (const error of await Promise.all(waiting.map(failure))) {
      expect(['RAWI_DATABASE_TIMEOUT', 'RAWI_DATABASE_UNREACHABLE']).toContain(error.code)
      expect(isTransient(error)).toBe(true)
    }
    expect(Date.now() - began).toBeLessThan(SOON_MS)
    await proxy.heal()
    expect(await count()).toBe(0)
  })

  it('hangs nobody when the server freezes, also within a transaction, and goes on when it thaws', async () => {
    const direct = openPostgres({ url: server.url, ...HASTY })
    try {
      const stuck = direct.transaction(async (query) => {
        await query('insert into kept values (1)')
        server.freeze()
        await query('insert into kept values (2)')
      })
      expect((await failure(stuck)).code).toBe('RAWI_DATABASE_TIMEOUT')
      expect((await failure(direct.query('select 1'))).code).toBe('RAWI_DATABASE_UNREACHABLE')
    } finally {
      server.thaw()
    }
    expect(await count()).toBe(0)
    await direct.close()
  })

  it('closes in time while the server is frozen', async () => {
    const direct = openPostgres({ url: server.url, ...HASTY })
    await direct.query('select 1')
    server.freeze()
    try {
      await direct.close()
    } finally {
      server.thaw()
    }
  })

  it.each(['fast', 'immediate', 'kill'] as const)(
    'outlives a server that went down (%s) under idle and busy connections',
    async (how) => {
      await Promise.all([count(), count(), count()])
      const busy = failure(
        database.transaction(async (query) => {
          await query('insert into kept values (1)')
          await (how === 'kill' ? server.kill() : server.stop(how))
          await query('insert into kept values (2)')
        }),
      )
      const error = await busy
      expect([error.code, isTransient(error)]).toEqual(['RAWI_DATABASE_UNREACHABLE', true])
      expect((await failure(database.query('select 1'))).code).toBe('RAWI_DATABASE_UNREACHABLE')
      await server.start()
      expect(await count()).toBe(0)
    },
  )

  it('answers a user or database it does not know with a refusal, and keeps the SQLSTATE', async () => {
    for (const [url, state] of [
      [server.url.replace('postgres@', 'nobody_here@'), '28000'],
      [`${server.url}_not_there`, '3D000'],
    ] as const) {
      const stranger = openPostgres({ url, ...HASTY })
      const error = await failure(stranger.query('select 1'))
      expect([error.code, sqlState(error), isTransient(error)]).toEqual(['RAWI_DATABASE_REFUSED', state, false])
      await stranger.close()
    }
  })

  it('has no connection left: worth another try', async () => {
    const greedy = openPostgres({ url: server.url, max: 20, connectTimeoutMs: 5_000 })
    const open = Array.from({ length: 20 }, () => failure(greedy.query('select pg_sleep(0.3)')).catch(() => undefined))
    const errors = (await Promise.all(open)).filter((error) => error !== undefined)
    expect(errors.map((error) => [sqlState(error), isTransient(error)])).toContainEqual(['53300', true])
    await greedy.close()
  })

  it('tells callers who wait too long for a free connection', async () => {
    const narrow = openPostgres({ url: server.url, max: 1, ...HASTY })
    await narrow.transaction(async () => {
      expect((await failure(narrow.query('select 1'))).code).toBe('RAWI_DATABASE_TIMEOUT')
    })
    await narrow.close()
  })

  it('calls a deadlock and a lock that never comes worth another try', async () => {
    await database.batch([{ text: 'insert into kept values (1), (2)' }])
    const patient = openPostgres({ url: server.url })
    let met = 0
    let meet = (): void => {}
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const touch = (first: number, second: number) =>
      patient.transaction(async (query) => {
        await query('update kept set id = id where id = $1', [first])
        met += 1
        if (met === 2) meet()
        await both
        await query('update kept set id = id where id = $1', [second])
      })
    const outcomes = await Promise.allSettled([touch(1, 2), touch(2, 1)])
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(lost.map((error) => [error.code, sqlState(error), isTransient(error)])).toEqual([
      ['RAWI_COMMIT_ROLLED_BACK', '40P01', true],
    ])
    await patient.transaction(async (query) => {
      await query('lock table kept')
      expect((await failure(database.query('select * from kept'))).code).toBe('RAWI_DATABASE_TIMEOUT')
    })
    await patient.close()
  })
})

describePostgres('something that is no PostgreSQL', () => {
  let other: Server
  const sockets = new Set<Socket>()
  const listen = async (greet: (socket: Socket) => void): Promise<number> => {
    const port = await freePort()
    other = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      greet(socket)
    }).listen(port, '127.0.0.1')
    await once(other, 'listening')
    return port
  }
  afterEach(() => {
    other.close()
    for (const socket of sockets) socket.destroy()
  })

  it.each([
    ['never answers', () => {}],
    ['hangs up', (socket: Socket) => socket.destroy()],
    ['speaks HTTP', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('and %s is told as unreachable in time', async (_, greet) => {
    const database = openPostgres({ url: `postgres://u:geheim@127.0.0.1:${await listen(greet)}/d`, ...HASTY })
    const error = await failure(database.query('select 1'))
    expect(error.code).toBe('RAWI_DATABASE_UNREACHABLE')
    expect(error.message).not.toContain('geheim')
    await database.close()
  })
})
