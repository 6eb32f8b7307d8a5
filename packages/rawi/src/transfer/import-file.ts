import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { IMPORT_FILE_MAX_BYTES, OUTBOX_BATCH_MAX } from '../conversation/bounds.ts'
import { RawiError } from '../conversation/errors.ts'
import type { Database } from '../store/database.ts'
import { isTransient } from '../store/database-error.ts'
import { drainOutbox } from '../store/outbox.ts'
import { importCall } from './import-call.ts'
import type { OldReading } from './old-call.ts'
import { type Line, readLines } from './read-lines.ts'
import { readTranscript } from './read-transcript.ts'
import { emptyReport, type ImportReport, refuse } from './report.ts'
import { isExportHead, restoreExport } from './restore-export.ts'

export interface ImportOptions {
  readonly reading: OldReading
  /** Told how many conversations of a long file are done. */
  readonly onProgress?: (done: number) => void
}

/** The bytes of a file, as they are asked for. @throws RawiError RAWI_FILE_UNREADABLE */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    if (!(await stat(path)).isFile()) throw new RawiError('RAWI_FILE_UNREADABLE', 'This is not a file.')
    yield* createReadStream(path, { highWaterMark: 262_144 })
  } catch (error) {
    if (error instanceof RawiError) throw error
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new RawiError('RAWI_FILE_UNREADABLE', `The file cannot be read: ${code}.`, { cause: error })
  }
}

/**
 * Imports an export, or a transcript of Rawi or of the old system, whatever it turns out to be. What is refused stands in
 * the report; only a database that is away rejects.
 */
export async function importFile(
  database: Database,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  { reading, onProgress }: ImportOptions,
): Promise<ImportReport> {
  let report = emptyReport('transcript')
  const lines = readLines(bytes)
  try {
    const first = await lines.next()
    const head = first.done ? '' : (first.value.text ?? '')
    if (isExportHead(head)) {
      report = emptyReport('export')
      const progress = onProgress ? { onProgress } : {}
      await restoreExport(database, lines, report, { tenantId: reading.tenantId, ...progress })
    } else if (!first.done) {
      await importTranscript(database, basename(name), await wholeText(first.value, lines), report, reading)
    } else {
      throw new RawiError('RAWI_TRANSCRIPT_INVALID', 'The file is empty.')
    }
  } catch (error) {
    if (!(error instanceof RawiError) || isTransient(error)) throw error
    refuse(report, error.code, error.message)
  } finally {
    await lines.return(undefined)
  }
  return report
}

/** @throws RawiError RAWI_FILE_TOO_LARGE */
async function wholeText(first: Line, lines: AsyncIterable<Line>): Promise<string> {
  const parts: string[] = []
  let bytes = 0
  const add = ({ text }: Line) => {
    bytes += text === undefined ? IMPORT_FILE_MAX_BYTES : Buffer.byteLength(text) + 1
    if (bytes > IMPORT_FILE_MAX_BYTES) {
      throw new RawiError('RAWI_FILE_TOO_LARGE', `A transcript may have ${IMPORT_FILE_MAX_BYTES} bytes.`)
    }
    parts.push(text ?? '')
  }
  add(first)
  for await (const line of lines) add(line)
  return parts.join('\n')
}

async function importTranscript(
  database: Database,
  name: string,
  text: string,
  report: ImportReport,
  reading: OldReading,
): Promise<void> {
  const { calls, own, leftOut } = readTranscript(text, name, reading)
  report.leftOut = leftOut
  for (const batches of calls) {
    const outcome = await importCall(database, batches, { own })
    report[outcome]++
    if (outcome === 'imported') for (const { messages } of batches) report.messages += messages.length
    if (outcome === 'erased') refuse(report, 'RAWI_IMPORT_ERASED', 'The conversation was erased here.')
  }
  while ((await drainOutbox(database, OUTBOX_BATCH_MAX)) > 0);
}
