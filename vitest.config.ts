import { defineConfig } from 'vitest/config'

// One project per climate: what runs anywhere, what needs a PostgreSQL server, what drives a real AgentSession, what opens a browser.
export default defineConfig({
  test: {
    // Sound and lips are timed by the clock: more of them at once than cores, and they hear each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.postgres.test.ts', '**/*.livekit.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['packages/*/test/**/*.postgres.test.ts'],
          globalSetup: ['packages/rawi/test/store/postgres-server.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'livekit', include: ['packages/*/test/**/*.livekit.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['packages/*/test/**/*.browser.test.ts'] },
      },
    ],
  },
})
