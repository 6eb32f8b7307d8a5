import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** Characters of one line; the rest of a longer one is left out. */
export const LINE_MAX = 1_048_576

/**
 * The lines of a stream, one when it is asked for, so that nothing piles up while the agent speaks.
 * Leaving the loop destroys the stream; a stream that is destroyed or breaks ends the lines.
 */
export function readLines(input: Readable): AsyncIterableIterator<string> {
  const lines = split(input)
  return {
    next: () => lines.next(),
    async return() {
      input.destroy()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* split(input: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let line = ''
  try {
    for await (const chunk of input) {
      const parts = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n')
      for (const [index, part] of parts.entries()) {
        line += part.slice(0, LINE_MAX - line.length)
        if (index === parts.length - 1) continue
        yield withoutReturn(line)
        line = ''
      }
    }
  } catch {
    // A stream that breaks is a caller who is gone: what came before is still a line.
  }
  line += decoder.end().slice(0, LINE_MAX - line.length)
  if (line !== '') yield withoutReturn(line)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
