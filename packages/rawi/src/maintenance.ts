// What the command needs below the recorder: the database itself, its schema, what goes in and out of it, and the
// journals of a state folder.
export { inspectJournals, type JournalFolder } from './journal/inspect-journals.ts'
export { openStateDatabase } from './open-database.ts'
export { adoptDatabase, adoptionIsOpen, openTransfer, type Transfer, type TransferOptions } from './open-transfer.ts'
export type { Database } from './store/database.ts'
export { migrate } from './store/migrate.ts'
export { printMigrations } from './store/migration-files.ts'
export { type SchemaState, schemaState } from './store/schema-state.ts'
export type { Adoption } from './transfer/adopt.ts'
export type { ImportReport, Refusal } from './transfer/report.ts'
export type { ExportProgress, RowCounts } from './transfer/write-export.ts'
