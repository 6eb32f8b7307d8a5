import { AS_WRITER, asReader, type Database, type Result, type Statement } from 'rawi/maintenance'

/** Statements in one transaction that sees the rows of one tenant and no others; results stand in their order. */
export async function readAs(
  database: Database,
  { tenantId }: { readonly tenantId: string },
  ...statements: readonly Statement[]
): Promise<Result[]> {
  const [, ...results] = await database.batch([asReader(tenantId), ...statements])
  return results
}

/** Statements in one transaction that may write; each names the tenant itself. */
export async function writeAs(database: Database, ...statements: readonly Statement[]): Promise<Result[]> {
  const [, ...results] = await database.batch([AS_WRITER, ...statements])
  return results
}
