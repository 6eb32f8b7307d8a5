import { describe, expect, it } from 'vitest'
import { RawiError } from '../../src/conversation/errors.ts'
import { readDatabaseUrl } from '../../src/store/database-url.ts'
import { openPostgres } from '../../src/store/postgres.ts'

describe('a database URL', () => {
  it.each([
    '',
    'rawi',
    'http://u:geheim@h/d',
    'mysql://u:geheim@h/d',
    'postgres://',
    'postgres://u:geheim@',
    'postgres://u:geheim@h',
    'postgres://u:geheim@h/',
    'postgres://u:geheim/x@h/d',
    'postgres://u:geheim%zz@h/d',
    'postgres://u:geheim@h:port/d',
    'postgres://u:geheim@h:99999/d',
    'postgres://u:geheim@h/d?sslmode=verify-full&sslrootcert=/no/such/geheim',
  ])('that is none is refused at once, without its password: %s', (url) => {
    try {
      openPostgres({ url })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(RawiError)
      expect((error as RawiError).code).toBe('RAWI_DATABASE_URL_INVALID')
      expect(`${error}${(error as RawiError).cause ?? ''}`).not.toContain('geheim')
    }
  })

  it.each([
    ['postgres://u:p@db.example:5432/d', 'db.example:5432', false],
    ['postgresql://u@db.example/d', 'db.example:5432', false],
    ['postgres://u:p%40%2F@[::1]:5433/d', '[::1]:5433', false],
    ['postgres://u:p@pooler.example:6543/d', 'pooler.example:6543', true],
    ['postgres://u:p@pooler.example:5432/d?pgbouncer=true', 'pooler.example:5432', true],
    ['postgres://u@/d?host=/var/run/postgresql', '/var/run/postgresql', false],
  ])('%s leads to %s', (url, place, pooled) => {
    expect(readDatabaseUrl(url)).toEqual({ place, pooled })
  })
})
