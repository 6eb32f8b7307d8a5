import { IMPORT_LINE_MAX_BYTES } from '../conversation/bounds.ts'

/** One line of a file; without its text where it was longer than the bound. */
export interface Line {
  readonly number: number
  readonly text: string | undefined
}

const NEWLINE = 0x0a

/** The lines of a stream, one at a time in bounded memory; an unfinished last line counts. */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  maxBytes = IMPORT_LINE_MAX_BYTES,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = []
  let bytes = 0
  let number = 1
  const take = (): Line => {
    const text = bytes > maxBytes ? undefined : Buffer.concat(parts).toString('utf8')
    parts = []
    bytes = 0
    return { number: number++, text: number === 2 ? text?.replace(/^\ufeff/, '') : text }
  }
  const add = (part: Uint8Array): void => {
    bytes += part.length
    if (bytes > maxBytes) parts = []
    else parts.push(part)
  }
  for await (const chunk of source) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at))
      yield take()
      from = at + 1
    }
    add(chunk.subarray(from))
  }
  if (bytes > 0) yield take()
}
