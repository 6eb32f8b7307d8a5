import { expect, test } from 'vitest'
import { ownFolder } from '../conversation/recorder-setup.ts'
import { killRound } from './kill-rounds.ts'
import { roundsOf, withSeed } from './rounds.ts'

const ROUNDS = roundsOf(1)

test(`a process that is killed under load leaves every promise once in the embedded database (${ROUNDS} rounds)`, async () => {
  let messages = 0
  for (let round = 0; round < ROUNDS; round++) {
    const stateDir = await ownFolder()
    await withSeed(async (seed) => {
      // Booting takes most of a recovery's time: half of the kills meet it, half the saves.
      const met = await killRound({ stateDir, seed, killedRecoveries: 1, recoveryMs: 4_000 })
      messages += met.messages
    })
  }
  expect(messages).toBeGreaterThan(ROUNDS)
}, 3_600_000)
