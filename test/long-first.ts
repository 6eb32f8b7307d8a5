import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest on a machine of two cores, the longest first: one that begins last makes all others wait for it. */
const LONG = [
  'sound.browser',
  'call.browser',
  'after.browser',
  'records.test',
  'access.browser',
  'start.test',
  'two-servers.postgres',
  'commands.test',
  'spoken-call.livekit',
  'records.postgres',
  'again.browser',
  'openai-models.livekit',
  'jobs.livekit',
  'chat.livekit',
  'interrupted-call.livekit',
  'embedded-trouble.test',
  'kill.test',
  'avatar.browser',
  'no-face.browser',
  'chaos.postgres',
  'flood.test',
  'python-agent.test',
  'jobs.postgres',
  'ingest-kill.test',
]

/** Begins with what takes longest; the rest in the usual order. */
export class LongFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.includes(`/${name}`))
      return at < 0 ? LONG.length : at
    }
    return (await super.sort(specifications)).sort((one, other) => place(one) - place(other))
  }
}
