import { expect } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { importFile } from '../../src/transfer/import-file.ts'
import { emptyReport, type ImportReport } from '../../src/transfer/report.ts'
import { writeExport } from '../../src/transfer/write-export.ts'
import { reading } from './reading.ts'

/** Everything of the tenant as the text of an export. */
export async function exported(
  database: Database,
  tenantId: string,
  range: { from?: Date; to?: Date } = {},
): Promise<string> {
  let text = ''
  await writeExport(database, {
    tenantId,
    ...range,
    write: async (part) => {
      text += part
    },
  })
  return text
}

/** Imports a text as a file of this name. */
export async function imported(
  database: Database,
  tenantId: string,
  text: string,
  name = 'file.json',
): Promise<ImportReport> {
  return importFile(database, name, pieces(text), { reading: reading(tenantId) })
}

/** In pieces that end anywhere, as a disk gives them. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 65_521) yield bytes.subarray(at, at + 65_521)
}

/** What a report must be besides these numbers: nothing. */
export function reportOf(kind: ImportReport['kind'], numbers: Partial<ImportReport>): ImportReport {
  return {
    ...emptyReport(kind),
    ...numbers,
    refused: expect.anything(),
    ...(numbers.refused && { refused: numbers.refused }),
  }
}
