import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../src/store/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'

export interface EmbeddedFolder {
  readonly directory: string
  readonly remove: () => void
}

let blank: Promise<string> | undefined
let migrated: Promise<string> | undefined

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'rawi-embedded-'))
}

/** Kept to the end of the test process. */
function keptFolder(): string {
  const folder = newFolder()
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function bootBlank(): Promise<string> {
  const directory = keptFolder()
  await (await openEmbedded({ directory })).close()
  return directory
}

async function bootMigrated(): Promise<string> {
  blank ??= bootBlank()
  const directory = keptFolder()
  cpSync(await blank, directory, { recursive: true })
  const database = await openEmbedded({ directory })
  await migrate(database)
  await database.close()
  return directory
}

async function copyOf(template: Promise<string>): Promise<EmbeddedFolder> {
  const directory = newFolder()
  cpSync(await template, directory, { recursive: true })
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

/** A closed, migrated embedded database: a first boot takes seconds, a copy of one tens of milliseconds. */
export function embeddedFolder(): Promise<EmbeddedFolder> {
  migrated ??= bootMigrated()
  return copyOf(migrated)
}

/** The same without a single table. */
export function blankEmbeddedFolder(): Promise<EmbeddedFolder> {
  blank ??= bootBlank()
  return copyOf(blank)
}
