import { RawiError } from 'rawi'
import type { RowCounts } from 'rawi/maintenance'
import type { Desk } from './desk.ts'
import type { HouseClient } from './house-client.ts'
import { runningHouse, withDatabase } from './with-house.ts'
import { withTransfer } from './with-transfer.ts'

/** Where an export goes and who watches it. */
export interface Writing {
  readonly range: { readonly from?: Date; readonly to?: Date }
  readonly write: (text: string) => Promise<void>
  readonly show: (done: number, of: number) => void
}

/**
 * Everything as JSON lines: from the server that holds the embedded database, else from the database as of one moment.
 * @throws RawiError RAWI_EXPORT_TRUNCATED where the server's answer broke off
 */
export async function exportLines(desk: Desk, writing: Writing): Promise<RowCounts> {
  const { databaseUrl } = await desk.environment()
  const house = databaseUrl === undefined ? await runningHouse(desk) : undefined
  if (house) return askedLines(house, writing)
  return withTransfer(desk, {}, (transfer) =>
    transfer.export({
      ...writing.range,
      write: writing.write,
      onProgress: ({ conversations, of }) => writing.show(conversations, of),
    }),
  )
}

/** A row for each conversation, for spreadsheets. */
export async function exportCsv(desk: Desk, { range, write, show }: Writing): Promise<RowCounts> {
  let conversations = 0
  const count = (text: string, of: number) => {
    conversations += text.split('\r\n').length - 1
    show(conversations - 1, of)
  }
  await withDatabase<void>(desk, {
    async asked(house) {
      for await (const text of texts(await house.stream('GET', pathOf('csv', range)))) {
        await write(text)
        count(text, 0)
      }
    },
    async here({ database, tenantId }) {
      const { listFile } = await import('../records/export-list.ts')
      const file = await listFile(database, tenantId, range, { format: 'csv', now: new Date() })
      for await (const text of file.pieces) {
        await write(text)
        count(text, file.conversations)
      }
    },
  })
  return { conversations: conversations - 1 }
}

async function askedLines(house: HouseClient, { range, write, show }: Writing): Promise<RowCounts> {
  let done = 0
  let of: number | undefined
  let rest = ''
  for await (const text of texts(await house.stream('GET', pathOf('jsonl', range)))) {
    await write(text)
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (of === undefined && lines[0] !== undefined)
      of = (JSON.parse(lines[0]) as { conversations: number }).conversations
    // Quotes inside of words are escaped: this stands in a line once or not at all.
    done += lines.filter((line) => line.includes('"kind": "conversation"')).length
    show(done, of ?? 0)
    const last = lines.at(-1)
    if (last?.startsWith('{"kind":"end"')) return (JSON.parse(last) as { counts: RowCounts }).counts
  }
  throw new RawiError('RAWI_EXPORT_TRUNCATED', 'The server broke off before the last line.')
}

function pathOf(format: 'csv' | 'jsonl', { from, to }: Writing['range']): string {
  const query = new URLSearchParams({
    format,
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
  })
  return `/v1/export?${query}`
}

/** Text as it comes, whole characters only. @throws RawiError RAWI_EXPORT_TRUNCATED where the connection broke */
async function* texts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const source = bytes[Symbol.asyncIterator]()
  for (;;) {
    const next = await source.next().catch((error: unknown) => {
      throw new RawiError('RAWI_EXPORT_TRUNCATED', 'The connection to the server broke.', { cause: error })
    })
    if (next.done) return
    yield decoder.decode(next.value, { stream: true })
  }
}
