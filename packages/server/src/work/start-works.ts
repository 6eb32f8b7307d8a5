import type { House } from '../http/house.ts'
import { ingestOf } from '../ingest/open-ingest.ts'
import { liveOf } from '../live/open-live.ts'
import { startJobs } from './start-jobs.ts'

/** Something that runs beside the requests until the server stops. */
export interface Work {
  close(): Promise<void>
}

/** Starts everything that runs beside the requests; a new one is named here and nowhere else. */
export async function startWorks(house: House): Promise<Work> {
  const starters: ((house: House) => Promise<Work>)[] = [
    startJobs,
    async (one) => liveOf(one),
    async (one) => ingestOf(one),
  ]
  const works: Work[] = []
  for (const start of starters) works.push(await start(house))
  return {
    async close() {
      await Promise.all(works.map((work) => work.close()))
    },
  }
}
