import type { Finding } from './doctor.ts'
import type { HouseClient } from './house-client.ts'

/** Whether a server runs on this state folder, and how it says it is. */
export async function serverFinding(house: HouseClient | undefined): Promise<Finding> {
  if (house === undefined) {
    return { check: 'server', state: 'note', finding: 'does not run here', next: 'Run `rawi start`, if it should.' }
  }
  const { reasons } = (await (await fetch(`${house.url}/readyz`)).json()) as { reasons: readonly string[] }
  if (reasons.length === 0) return { check: 'server', state: 'ok', finding: `runs at ${house.url}` }
  const finding = `runs at ${house.url}, but: ${reasons.join(', ')}`
  return { check: 'server', state: 'wrong', finding, next: 'See what `docs/errors.md` says of these codes.' }
}
