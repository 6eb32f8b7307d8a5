import { stringify } from 'csv-stringify/sync'

/** So that Excel reads the file as UTF-8 and shows Arabic. */
export const BYTE_ORDER_MARK = '\ufeff'

/** What a spreadsheet may take for the beginning of a formula, compatibility forms resolved (NFKC): ＝ is =. */
const FORMULA = /^[=+\-@|%\t\r\n\u2212]/u
/** What is not seen before the first character that is. */
const UNSEEN = /^(?:(?![\t\r\n])[\p{Cf}\p{Cc}\p{Z}\p{M}\u115f\u1160\u3164\uffa0])+/u

/**
 * A value that no spreadsheet takes for a formula: where it would be one, an apostrophe stands before it, and before one
 * that is there already, so that taking one away gives the value back.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function guardedCell(value: string): string {
  const seen = value.replace(UNSEEN, '').slice(0, 2).normalize('NFKC')
  return FORMULA.test(seen) || FORMULA.test(value) || seen.startsWith("'") ? `'${value}` : value
}

/** Lines of CSV (RFC 4180) without a head. */
export function csvLines(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? guardedCell(cell.toWellFormed()) : cell))),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
}
