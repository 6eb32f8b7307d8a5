import { describe, expect, it } from 'vitest'
import { RawiError } from '../../src/conversation/errors.ts'
import { isDataError, isTransient, refused, sqlState } from '../../src/store/database-error.ts'

describe('what a server reports', () => {
  it.each([
    ['08006', 'RAWI_DATABASE_UNREACHABLE', 'transient'],
    ['57P01', 'RAWI_DATABASE_UNREACHABLE', 'transient'],
    ['57P03', 'RAWI_DATABASE_UNREACHABLE', 'transient'],
    ['25006', 'RAWI_DATABASE_UNREACHABLE', 'transient'],
    ['57014', 'RAWI_DATABASE_TIMEOUT', 'transient'],
    ['55P03', 'RAWI_DATABASE_TIMEOUT', 'transient'],
    ['40001', 'RAWI_COMMIT_ROLLED_BACK', 'transient'],
    ['40P01', 'RAWI_COMMIT_ROLLED_BACK', 'transient'],
    ['53300', 'RAWI_DATABASE_REFUSED', 'transient'],
    ['53100', 'RAWI_DATABASE_REFUSED', 'transient'],
    ['58030', 'RAWI_DATABASE_REFUSED', 'transient'],
    ['22021', 'RAWI_DATABASE_REFUSED', 'data'],
    ['22P05', 'RAWI_DATABASE_REFUSED', 'data'],
    ['23505', 'RAWI_DATABASE_REFUSED', 'data'],
    ['54000', 'RAWI_DATABASE_REFUSED', 'data'],
    ['42501', 'RAWI_DATABASE_REFUSED', 'neither'],
    ['42P01', 'RAWI_DATABASE_REFUSED', 'neither'],
    ['28P01', 'RAWI_DATABASE_REFUSED', 'neither'],
    ['3D000', 'RAWI_DATABASE_REFUSED', 'neither'],
  ])('as %s becomes %s and is %s', (state, code, kind) => {
    const error = refused({ sqlState: state, message: 'said' })
    expect([error.code, sqlState(error)]).toEqual([code, state])
    expect([isTransient(error), isDataError(error)]).toEqual([kind === 'transient', kind === 'data'])
  })

  it('names the place and not the value', () => {
    const error = refused({
      sqlState: '22P02',
      message: 'invalid input syntax: "+963991234567"',
      table: 'users',
      column: 'phone',
    })
    expect(error.message).toMatch(/22P02, users\.phone/)
    expect(`${error.message}${error.cause}`).not.toContain('963')
  })

  it('is found below other errors; an error of no database has none and is no reason to try again', () => {
    const outer = new RawiError('RAWI_MIGRATION_FAILED', 'outer', {
      cause: refused({ sqlState: '42601', message: 'said' }),
    })
    expect(sqlState(outer)).toBe('42601')
    for (const error of [new Error('EPIPE'), Object.assign(new Error('x'), { code: '40001' }), undefined, 'text']) {
      expect([sqlState(error), isTransient(error), isDataError(error)]).toEqual([undefined, false, false])
    }
  })
})
