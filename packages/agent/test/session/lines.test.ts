import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { LINE_MAX, readLines } from '../../src/session/lines.ts'

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const list: string[] = []
  for await (const line of lines) list.push(line)
  return list
}

async function linesOf(...chunks: (string | Buffer)[]): Promise<string[]> {
  return await all(readLines(Readable.from(chunks, { objectMode: false })))
}

describe('lines', () => {
  it('come without their endings, the last also without a newline', async () => {
    expect(await linesOf('a\nb\r\n\nc')).toEqual(['a', 'b', '', 'c'])
  })

  it('join what chunks have torn, also inside a letter', async () => {
    const bytes = Buffer.from('مرحبا\nأهلا\n')
    expect(await linesOf(...Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(['مرحبا', 'أهلا'])
  })

  it('are cut at the bound, and the next line is whole', async () => {
    const [long, next] = await linesOf('x'.repeat(LINE_MAX), 'yyy', '\nz\n')
    expect(long?.length).toBe(LINE_MAX)
    expect(next).toBe('z')
  })

  it('end when the reader leaves, even while it waits, and the stream is let go', async () => {
    const input = new PassThrough()
    const lines = readLines(input)
    const waiting = lines.next()
    await lines.return?.()
    expect((await waiting).done).toBe(true)
    expect(input.destroyed).toBe(true)
  })

  it('end where the stream breaks, with what came before', async () => {
    const input = new PassThrough()
    const reading = all(readLines(input))
    input.write('one\ntw')
    await vi.waitUntil(() => input.readableLength === 0, 20_000)
    input.destroy(new Error('gone'))
    expect(await reading).toEqual(['one', 'tw'])
  })
})
