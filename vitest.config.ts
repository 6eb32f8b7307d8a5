import { defineConfig } from 'vitest/config'

// Sound and lips are timed by the clock: no more of them at once than cores, and nothing beside them.
const timed = { maxWorkers: 2, sequence: { groupOrder: 0 } }
// Of the others each waits now and then, for a disk or a process: one more than cores keeps these busy.
const patient = { maxWorkers: 3, sequence: { groupOrder: 1 } }

// One project per climate: what runs anywhere, what needs a PostgreSQL server, what drives a real AgentSession, what opens a browser.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A fact that is waited for may take its time on a slow machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          ...patient,
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.postgres.test.ts', '**/*.livekit.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          name: 'postgres',
          include: ['packages/*/test/**/*.postgres.test.ts'],
          globalSetup: ['packages/rawi/test/store/postgres-server.ts'],
        },
      },
      {
        extends: true,
        test: { ...timed, name: 'livekit', include: ['packages/*/test/**/*.livekit.test.ts'] },
      },
      {
        extends: true,
        test: { ...timed, name: 'browser', include: ['packages/*/test/**/*.browser.test.ts'] },
      },
    ],
  },
})
