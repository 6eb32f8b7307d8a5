// What the server and the command need below the recorder: the database itself, its schema and roles, what goes in
// and out of it, and the journals of a state folder.

export { v7 as uuidv7 } from 'uuid'
export { phoneRegion } from './contacts/phone.ts'
export * as BOUNDS from './conversation/bounds.ts'
export { type Clock, systemClock } from './conversation/clock.ts'
export { keptLabel } from './conversation/input.ts'
export { phoneQuery } from './conversation/list-query.ts'
export { messageRecord } from './conversation/local-record.ts'
export type { DefaultRegion } from './conversation/start-and-end.ts'
export { keyId as journalKeyId } from './journal/frame-cipher.ts'
export { inspectJournals, type JournalFolder } from './journal/inspect-journals.ts'
export { openStateDatabase } from './open-database.ts'
export { type OpenHouse, openHouse } from './open-house.ts'
export { adoptDatabase, adoptionIsOpen, openTransfer, type Transfer, type TransferOptions } from './open-transfer.ts'
export { asPlannedReader } from './store/as-reader.ts'
export { AS_WRITER, asReader } from './store/as-role.ts'
export {
  type ConversationFilter,
  countStatement,
  microsText,
  type PagePosition,
  type PageQuery,
  pageSource,
} from './store/conversation-filter.ts'
export type { Database, Query, Result, Statement } from './store/database.ts'
export { connectionText } from './store/database-url.ts'
export { foldName } from './store/fold-arabic.ts'
export { FIND_ID, idValues } from './store/get.ts'
export { type LiveListener, listenLive } from './store/listen-live.ts'
export { migrate } from './store/migrate.ts'
export { printMigrations } from './store/migration-files.ts'
export { openStore } from './store/open-store.ts'
export { type SchemaState, schemaState } from './store/schema-state.ts'
export { bucketRange, statistics as statisticsOf } from './store/statistics.ts'
export { bucketStart } from './store/statistics-contributions.ts'
export {
  type GroupStatistics,
  statisticsBy,
  statisticsByTime,
  type TimePart,
} from './store/statistics-groups.ts'
export type { Adoption } from './transfer/adopt.ts'
export { exportText } from './transfer/export-text.ts'
export { bytesOf, type ImportOptions, importFile } from './transfer/import-file.ts'
export { emptyReport, type ImportReport, type Refusal, refuse } from './transfer/report.ts'
export type { ExportProgress, RowCounts } from './transfer/write-export.ts'
export { zoneReader } from './transfer/zoned-time.ts'
