import type { ErrorCode } from '../conversation/errors.ts'

/** Why something was not imported; nothing of what was said, no name and no number stands in it. */
export interface Refusal {
  readonly code: ErrorCode
  readonly detail: string
}

/** What came of one file. */
export interface ImportReport {
  readonly kind: 'transcript' | 'export'
  /** Conversations that are here now and were not before. */
  imported: number
  /** Conversations that were here and of which something was missing. */
  completed: number
  /** Conversations that were here already, as they are in the file. */
  present: number
  /** Conversations that were erased here and stay away. */
  erased: number
  /** Messages that were imported. */
  messages: number
  /** Callers that are new, or of whom something new was told. */
  users: number
  /** Conversations that were erased where the export comes from and still stand here, by UUID. */
  readonly erasedElsewhere: string[]
  /** Entries of transcripts without a word. */
  leftOut: number
  /** How many things were refused, and the first hundred of them. */
  refusals: number
  readonly refused: Refusal[]
}

export function emptyReport(kind: ImportReport['kind']): ImportReport {
  return {
    kind,
    ...{ imported: 0, completed: 0, present: 0, erased: 0, messages: 0, users: 0, leftOut: 0, refusals: 0 },
    ...{ erasedElsewhere: [], refused: [] },
  }
}

/** Refusals that are listed; all of them are counted. */
const LISTED_MAX = 100

export function refuse(report: ImportReport, code: ErrorCode, detail: string): void {
  report.refusals++
  if (report.refused.length < LISTED_MAX) report.refused.push({ code, detail })
}
