import { existsSync, readdirSync } from 'node:fs'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/store/migrate.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { type PostgresServer, startPostgres } from './postgres-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL, or why there is no server. */
    postgres: { readonly url: string } | { readonly missing: string }
  }
}

/** The database that every test's own is cloned from. */
export const TEMPLATE = 'rawi_template'

let server: PostgresServer | undefined

/** One real server for the run, with a migrated template database; without PostgreSQL the tests are skipped by name. */
export async function setup(project: TestProject): Promise<void> {
  try {
    server = await startPostgres()
  } catch (error) {
    if (process.env.CI === 'true') throw error
    const missing = error instanceof Error ? error.message : String(error)
    console.warn(`The tests that need PostgreSQL are skipped: ${missing}.`)
    project.provide('postgres', { missing })
    return
  }
  await makeTemplate(server.url)
  project.provide('postgres', { url: server.url })
}

export async function teardown(): Promise<void> {
  await server?.remove()
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const migrations = new URL('../../supabase/migrations/', import.meta.url)
  if (!existsSync(migrations) || readdirSync(migrations).length === 0) return
  const target = new URL(url)
  target.pathname = TEMPLATE
  const database = openPostgres({ url: target.href })
  try {
    await migrate(database)
  } finally {
    await database.close()
  }
}
