// What the command needs below the recorder: the database itself, its schema, and the journals of a state folder.
export { inspectJournals, type JournalFolder } from './journal/inspect-journals.ts'
export { openStateDatabase } from './open-database.ts'
export type { Database } from './store/database.ts'
export { migrate } from './store/migrate.ts'
export { printMigrations } from './store/migration-files.ts'
export { type SchemaState, schemaState } from './store/schema-state.ts'
