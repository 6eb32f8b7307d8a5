const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-z_]\w*)?\$[\s\S]*?\$\1\$|;/gi

/**
 * The statements of a text, each without its semicolon: one inside quotes, a comment or a dollar-quoted body parts
 * nothing. Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = []
  let from = 0
  for (const match of text.matchAll(QUOTED)) {
    if (match[0] !== ';') continue
    statements.push(text.slice(from, match.index))
    from = match.index + 1
  }
  statements.push(text.slice(from))
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '')
}
