import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { describe, inject } from 'vitest'
import { TEMPLATE } from './postgres-server.ts'

export interface TestDatabase {
  /** Of the superuser, or of the owner without rights when one was asked for. */
  readonly url: string
  readonly drop: () => Promise<void>
}

export interface TestDatabaseOptions {
  /** A copy of the migrated template, as by default, or a fresh database. A fresh one comes with `owner`. */
  readonly migrated?: boolean
  /** The database belongs to a new role that may log in and take on the product's roles, and is not migrated. */
  readonly owner?: boolean
}

/** Like `describe`, skipped where the run has no PostgreSQL server. */
export const describePostgres = 'url' in inject('postgres') ? describe : describe.skip

/** The superuser's URL of the run's server. */
export function adminUrl(): string {
  const provided = inject('postgres')
  if ('missing' in provided) throw new Error(provided.missing)
  return provided.url
}

/** A database of one's own on the run's server. */
export async function createDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `rawi_${randomBytes(6).toString('hex')}`
  const url = new URL(adminUrl())
  const migrated = options.migrated ?? options.owner !== true
  if (options.owner) {
    await asAdmin(`create role ${name} login`, `create database ${name} owner ${name}`, grantRoles(name))
    url.username = name
  } else {
    await asAdmin(`create database ${name}${migrated ? ` template ${TEMPLATE}` : ''}`)
  }
  url.pathname = name
  const drop = () =>
    asAdmin(`drop database if exists ${name} with (force)`, ...(options.owner ? [`drop role if exists ${name}`] : []))
  return { url: url.href, drop }
}

/** What an administrator does for an owner without rights where the roles of the product stand already. */
function grantRoles(owner: string): string {
  return `do $$ begin
    if exists (select from pg_roles where rolname = 'rawi_writer') then grant rawi_writer, authenticated to ${owner}; end if;
  end $$`
}

/** Statements that a transaction cannot hold, by the superuser. */
export async function asAdmin(...statements: string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  try {
    for (const statement of statements) await admin.query(statement)
  } finally {
    await admin.end()
  }
}
