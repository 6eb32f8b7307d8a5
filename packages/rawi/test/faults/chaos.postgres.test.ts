import { expect, test } from 'vitest'
import { runCampaign } from '../../../../chaos/campaign.ts'
import { describePostgres } from '../store/test-database.ts'
import { withSeed } from './rounds.ts'

describePostgres('a campaign of faults over one world', () => {
  test('keeps every promise, while workers and jobs are killed and the database goes and comes (10 rounds)', async () => {
    await withSeed(async (seed) => {
      const report = await runCampaign({ seed, rounds: 10, database: 'postgres', checkEvery: 5, roundMs: 300 })
      expect(report.differences).toEqual([])
      expect(report).toMatchObject({ rounds: 10, checks: 2 })
      expect(report.messages).toBeGreaterThan(500)
      expect(report.ended).toBeGreaterThan(10)
      const faults = Object.values(report.faults).reduce((sum, count) => sum + count, 0)
      expect(faults).toBeGreaterThan(5)
    })
  }, 300_000)
})
