import { randomInt } from 'node:crypto'

/** `RAWI_FAULT_ROUNDS=100` tries many more moments than a usual run; `RAWI_FAULT_SEED` tries one round's again. */
export function roundsOf(usual: number): number {
  return Number(process.env.RAWI_FAULT_ROUNDS ?? usual)
}

/** Runs one round with a seed of its own, which a failure names. */
export async function withSeed(round: (seed: number) => Promise<void>): Promise<void> {
  const seed = Number(process.env.RAWI_FAULT_SEED ?? randomInt(2 ** 31))
  try {
    await round(seed)
  } catch (error) {
    throw new Error(`RAWI_FAULT_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
