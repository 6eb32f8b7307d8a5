import type { Result } from './database.ts'
import type { ServerReport } from './database-error.ts'
import type { EmbeddedProgram } from './embedded-program.ts'

/** What the embedded database's thread is started with. */
export interface EmbeddedSettings {
  readonly directory: string
  readonly data: string
  readonly fresh: boolean
  readonly schema: string
  readonly program: EmbeddedProgram
}

/** A statement with its values already encoded; without values it may hold several statements. */
export interface EncodedStatement {
  readonly text: string
  readonly values?: readonly (string | null)[]
}

/** Run in order until the first error, after which an open transaction is rolled back when `undo` is set. */
export interface EmbeddedCall {
  readonly id: number
  readonly statements: readonly EncodedStatement[]
  readonly undo: boolean
}

export type EmbeddedFailure =
  | { readonly kind: 'refused'; readonly report: ServerReport }
  /** Syncs do not reach the disk. */
  | { readonly kind: 'unsafe' }
  /** The database itself is gone, and its thread with it. */
  | { readonly kind: 'crashed'; readonly message: string }

export type EmbeddedReply =
  | { readonly ready: true }
  | { readonly failed: EmbeddedFailure }
  | { readonly id: number; readonly results: Result[] }
  | { readonly id: number; readonly error: EmbeddedFailure }
