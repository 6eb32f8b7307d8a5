import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openRecorder } from '../../src/open-recorder.ts'
import { createDatabase, describePostgres } from '../store/test-database.ts'
import { killRound, type RoundCount } from './kill-rounds.ts'
import { roundsOf, withSeed } from './rounds.ts'

const ROUNDS = roundsOf(3)

describePostgres('a process that is killed under load, over PostgreSQL', () => {
  test(`leaves every promise once, whatever else is killed while it is recovered (${ROUNDS} rounds)`, async () => {
    const database = await createDatabase()
    onTestFinished(() => database.drop())
    const met: RoundCount[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const stateDir = await mkdtemp(join(tmpdir(), 'rawi-kill-'))
      onTestFinished(() => rm(stateDir, { recursive: true, force: true }))
      await withSeed(async (seed) => {
        const killedRecoveries = round % 3
        met.push(await killRound({ stateDir, databaseUrl: database.url, seed, killedRecoveries, recoveryMs: 400 }))
      })
      await rm(stateDir, { recursive: true, force: true })
    }
    const sum = (key: keyof RoundCount) => met.reduce((total, round) => total + round[key], 0)
    expect(sum('messages')).toBeGreaterThan(ROUNDS)
    if (ROUNDS >= 20) {
      console.log('kill rounds over PostgreSQL', {
        rounds: ROUNDS,
        ...Object.fromEntries(Object.keys(met[0] ?? {}).map((key) => [key, sum(key as keyof RoundCount)])),
      })
    }

    // Search rows and statistics follow by an outbox: they too count each call once.
    const stateDir = await mkdtemp(join(tmpdir(), 'rawi-kill-'))
    onTestFinished(() => rm(stateDir, { recursive: true, force: true }))
    const recorder = await openRecorder({ stateDir, databaseUrl: database.url })
    onTestFinished(() => recorder.close())
    const { total, active } = await recorder.getStatistics()
    expect(active).toBe(0)
    // A start may have been kept that could not be told any more.
    expect(total - sum('calls')).toBeGreaterThanOrEqual(0)
    expect(total - sum('calls')).toBeLessThanOrEqual(ROUNDS)
  }, 3_600_000)
})
