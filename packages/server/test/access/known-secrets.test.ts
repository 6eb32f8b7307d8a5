import { RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import { beforeEach, describe, expect, it } from 'vitest'
import { knownSecrets, type SecretRow } from '../../src/access/known-secrets.ts'

const ROW: SecretRow = { id: 'a', tenant_id: 't', name: 'crm', scopes: ['read'], expires_at: null }
const HASH = Buffer.from('hash')
const anybody = async () => {}

describe('known secrets', () => {
  let time = 0
  let asked = 0
  let row: SecretRow | undefined
  let away: RawiError | undefined
  const clock = { now: () => time, monotonic: () => time }
  const find = async () => {
    asked++
    if (away) throw away
    return row
  }
  let secrets = knownSecrets('key', clock, find)
  beforeEach(() => {
    time = 1_000_000
    asked = 0
    row = ROW
    away = undefined
    secrets = knownSecrets('key', clock, find)
  })

  it('are asked for once in a while', async () => {
    for (let n = 0; n < 3; n++) expect(await secrets.callerOf(HASH, anybody)).toMatchObject({ id: 'a', kind: 'key' })
    expect(asked).toBe(1)
    time += BOUNDS.ACCESS_CACHE_MS
    row = undefined
    expect(await secrets.callerOf(HASH, anybody)).toBeUndefined()
  })

  it('end at their time, also between two questions', async () => {
    row = { ...ROW, expires_at: new Date(time + 10) }
    expect(await secrets.callerOf(HASH, anybody)).toBeDefined()
    time += 10
    expect(await secrets.callerOf(HASH, anybody)).toBeUndefined()
    expect(asked).toBe(1)
  })

  it('stay good while the database is away, for a while, and unknown ones do not become good', async () => {
    await secrets.callerOf(HASH, anybody)
    away = new RawiError('RAWI_DATABASE_UNREACHABLE', 'away')
    time += BOUNDS.ACCESS_AWAY_MS - 1
    expect(await secrets.callerOf(HASH, anybody)).toMatchObject({ id: 'a' })
    await expect(secrets.callerOf(Buffer.from('other'), anybody)).rejects.toThrow(away)
    time += 1
    await expect(secrets.callerOf(HASH, anybody)).rejects.toThrow(away)
  })

  it('that were revoked do not come back when the database goes away', async () => {
    await secrets.callerOf(HASH, anybody)
    time += BOUNDS.ACCESS_CACHE_MS
    row = undefined
    await secrets.callerOf(HASH, anybody)
    away = new RawiError('RAWI_DATABASE_UNREACHABLE', 'away')
    await expect(secrets.callerOf(HASH, anybody)).rejects.toThrow(away)
  })

  it('are asked for again after they were changed here', async () => {
    await secrets.callerOf(HASH, anybody)
    row = undefined
    secrets.forget('a')
    expect(await secrets.callerOf(HASH, anybody)).toBeUndefined()
  })

  it('that nobody holds cost a guess each, known ones none', async () => {
    let guesses = 0
    const guess = async () => {
      guesses++
    }
    await secrets.callerOf(HASH, guess)
    await secrets.callerOf(HASH, guess)
    expect(guesses).toBe(1)
    row = undefined
    for (let n = 0; n < 3; n++) await secrets.callerOf(Buffer.from('other'), guess)
    expect(guesses).toBe(4)
  })
})
