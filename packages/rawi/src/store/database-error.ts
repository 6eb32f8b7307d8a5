import { type ErrorCode, RawiError } from '../conversation/errors.ts'

/** What a database says about a refused statement; nothing of it quotes a stored value. */
export interface ServerReport {
  readonly sqlState: string
  readonly message: string
  readonly schema?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly constraint?: string | undefined
}

/** The SQLSTATE that a database gave, looked for along the causes; undefined when the failure was not the server's word. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('sqlState' in at && typeof at.sqlState === 'string') return at.sqlState
  }
  return undefined
}

// Class 22 quotes the offending value in its own message; the others name objects only.
const QUOTES_VALUES = /^22/
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const GONE = /^(08|57P0[1-5]|25006)/
const TOO_LATE = /^(57014|55P03|25P0[34])/
const UNDONE = /^40/
const TRANSIENT = /^(08|40|53|55P03|57|58|25006|25P0[34])/
const DATA = /^(22|23|44|54)/

/** Turns what the server reported into the coded error, with the SQLSTATE on its cause and without stored values. */
export function refused(report: ServerReport): RawiError {
  const state = report.sqlState
  const code: ErrorCode = GONE.test(state)
    ? 'RAWI_DATABASE_UNREACHABLE'
    : TOO_LATE.test(state)
      ? 'RAWI_DATABASE_TIMEOUT'
      : UNDONE.test(state)
        ? 'RAWI_COMMIT_ROLLED_BACK'
        : 'RAWI_DATABASE_REFUSED'
  const places = [report.table, report.column, report.constraint].filter((place) => place !== undefined)
  const said = QUOTES_VALUES.test(state) ? 'a value does not fit' : report.message
  const detail = `${said} (SQLSTATE ${state}${places.length > 0 ? `, ${places.join('.')}` : ''})`
  const cause = Object.assign(new Error(detail), {
    sqlState: state,
    schema: report.schema,
    table: report.table,
    column: report.column,
    constraint: report.constraint,
  })
  return new RawiError(code, `The database refused: ${detail}`, { cause })
}

/** Whether trying the same again later may succeed; false for errors of the data, of rights and of the schema. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return TRANSIENT.test(state)
  if (!(error instanceof RawiError)) return false
  return (
    error.code === 'RAWI_DATABASE_UNREACHABLE' ||
    error.code === 'RAWI_DATABASE_TIMEOUT' ||
    error.code === 'RAWI_COMMIT_ROLLED_BACK'
  )
}

/** Whether a value is at fault, so that the same rows without it would be taken. */
export function isDataError(error: unknown): boolean {
  const state = sqlState(error)
  return state !== undefined && DATA.test(state)
}
