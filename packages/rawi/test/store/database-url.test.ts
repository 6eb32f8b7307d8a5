import { describe, expect, it } from 'vitest'
import { RawiError } from '../../src/conversation/errors.ts'
import { connectionText, readDatabaseUrl } from '../../src/store/database-url.ts'
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

  it('says that a port is none, and only where it is the port', () => {
    expect(() => readDatabaseUrl('postgres://u:p@h:99999/d')).toThrow('has a port that is no number from 1 to 65535')
    expect(() => readDatabaseUrl('postgres://[::1]:x/d')).toThrow('has a port')
    expect(() => readDatabaseUrl('postgres://u:a/b@h/d')).toThrow('must be percent-encoded')
  })

  it('gives the driver the word for what it does with a certificate, unless less is asked for', () => {
    expect(connectionText('postgres://u@h/d?sslmode=require')).toBe('postgres://u@h/d?sslmode=verify-full')
    for (const text of ['postgres://u@h/d?sslmode=disable', 'postgres://u@h/d?sslmode=require&uselibpqcompat=true'])
      expect(connectionText(text)).toBe(text)
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
