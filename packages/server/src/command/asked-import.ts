import { basename } from 'node:path'
import { RawiError } from 'rawi'
import { BOUNDS, bytesOf, emptyReport, type ImportReport, refuse } from 'rawi/maintenance'
import type { ImportBody } from '../records/import-routes.ts'
import type { HouseClient } from './house-client.ts'

/** Imports a file through the server that holds the embedded database; `bytes` is the file itself unless another source is given. */
export async function askedImport(
  house: HouseClient,
  file: string,
  { zone, bytes = bytesOf(file) }: { readonly zone: string; readonly bytes?: AsyncIterable<Uint8Array> },
): Promise<ImportReport> {
  const report = emptyReport('transcript')
  let whole: Uint8Array | undefined
  try {
    whole = await wholeOf(bytes)
  } catch (error) {
    if (!(error instanceof RawiError)) throw error
    refuse(report, error.code, error.message)
    return report
  }
  if (!whole) {
    const limit = `Through the server a file may have ${BOUNDS.IMPORT_FILE_MAX_BYTES} bytes; import a larger one while it is stopped.`
    refuse(report, 'RAWI_FILE_TOO_LARGE', limit)
    return report
  }
  const query = new URLSearchParams({ name: file === '-' ? 'import' : basename(file), zone })
  const { left_out, erased_elsewhere, refused, ...counts } = await house.ask<ImportBody>(
    'POST',
    `/v1/import?${query}`,
    whole,
  )
  return {
    ...counts,
    leftOut: left_out,
    erasedElsewhere: erased_elsewhere,
    refused: refused as ImportReport['refused'],
  }
}

/** Undefined where it is longer than the server takes. */
async function wholeOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    size += part.byteLength
    if (size > BOUNDS.IMPORT_FILE_MAX_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
