import { defineConfig } from 'vitest/config'
import { LongFirst } from './test/long-first.ts'

// Sound and frames are measured by the clock: no more of them at once than cores, and nothing beside them.
const timed = { maxWorkers: 2, sequence: { groupOrder: 0 } }
// The others wait half of their time, for a disk, a process or a page: one more than cores keeps these busy.
const patient = { maxWorkers: 3, sequence: { groupOrder: 1 } }

const TIMED = [
  'packages/agent/test/call/{spoken,interrupted,recorded,resumed}-call.livekit.test.ts',
  'packages/agent/test/call/{hostile-page,voice-without-words}.livekit.test.ts',
  'packages/rawi/test/livekit/spoken-session.livekit.test.ts',
  'packages/web/test/call/{sound,spoken}.browser.test.ts',
  'packages/web/test/avatar/avatar.browser.test.ts',
  'packages/server/test/pages/play.browser.test.ts',
]

// One project per climate: what runs anywhere, what needs a PostgreSQL server, what drives a real AgentSession, what opens a
// browser, and of the last two what is measured by the clock.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A fact that is waited for may take its time on a slow machine.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          ...patient,
          // What a file imports is there for the next one: a quarter of the processor time.
          isolate: false,
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.postgres.test.ts', '**/*.livekit.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          isolate: false,
          name: 'postgres',
          include: ['packages/*/test/**/*.postgres.test.ts'],
          globalSetup: ['packages/rawi/test/store/postgres-server.ts'],
        },
      },
      {
        extends: true,
        test: { ...patient, name: 'livekit', include: ['packages/*/test/**/*.livekit.test.ts'], exclude: TIMED },
      },
      {
        extends: true,
        test: { ...patient, name: 'browser', include: ['packages/*/test/**/*.browser.test.ts'], exclude: TIMED },
      },
      { extends: true, test: { ...timed, name: 'timed', include: TIMED } },
    ],
  },
})
