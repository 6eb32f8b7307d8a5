// What the server and the command need below the recorder: the database itself, its schema and roles, what goes in
// and out of it, and the journals of a state folder.

export { v7 as uuidv7 } from 'uuid'
export * as BOUNDS from './conversation/bounds.ts'
export { type Clock, systemClock } from './conversation/clock.ts'
export { inspectJournals, type JournalFolder } from './journal/inspect-journals.ts'
export { openStateDatabase } from './open-database.ts'
export { type OpenHouse, openHouse } from './open-house.ts'
export { adoptDatabase, adoptionIsOpen, openTransfer, type Transfer, type TransferOptions } from './open-transfer.ts'
export { AS_WRITER, asReader } from './store/as-role.ts'
export type { Database, Query, Result, Statement } from './store/database.ts'
export { migrate } from './store/migrate.ts'
export { printMigrations } from './store/migration-files.ts'
export { openStore } from './store/open-store.ts'
export { type SchemaState, schemaState } from './store/schema-state.ts'
export type { Adoption } from './transfer/adopt.ts'
export type { ImportReport, Refusal } from './transfer/report.ts'
export type { ExportProgress, RowCounts } from './transfer/write-export.ts'
