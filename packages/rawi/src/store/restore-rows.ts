import { AS_WRITER } from './as-role.ts'
import type { Database, Query } from './database.ts'
import { LOCK, PLACES, PUT_CONVERSATIONS, PUT_MORE, PUT_RECEIPTS, PUT_TOMBSTONES, PUT_USERS } from './restore-sql.ts'

/** A conversation's line of an export, and what of it decides where it belongs. */
export interface ConversationLine {
  /** The JSON as it stands in the file: PostgreSQL reads it, so that no number is rounded. */
  readonly line: string
  readonly id: string
  readonly label: string
  readonly roomSid: string | null
}

/** Further rows of a conversation that came before. */
export interface MoreLine {
  readonly line: string
  readonly id: string
}

/** `foreign`: the UUID belongs to another tenant. `absent`: the conversation it belongs to did not come. */
export type Placed = 'imported' | 'completed' | 'present' | 'erased' | 'foreign' | 'absent'

interface Put {
  readonly ord: number
  readonly fresh: boolean
  readonly changed: boolean
  readonly messages: number
}

export interface PlacedRows {
  readonly placed: Placed
  /** Messages that are new or newer here. */
  readonly messages: number
}

/** Puts conversations into the tenant in one transaction; outcomes stand in the order given. Twice changes nothing. */
export function restoreConversations(
  database: Database,
  tenantId: string,
  lines: readonly ConversationLine[],
): Promise<PlacedRows[]> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const keys = lines.flatMap(({ id, label, roomSid }) => [
      ...[` id ${id}`, ` label ${label}`],
      ...(roomSid === null ? [] : [` sid ${roomSid}`]),
    ])
    await query(LOCK, [tenantId, keys])
    const { rows: places } = await query<{
      ord: number
      erased: boolean
      foreign: boolean
      target: string | null
      taken: string[]
    }>(PLACES, [tenantId, ids(lines), lines.map(({ label }) => label), lines.map(({ roomSid }) => roomSid)])
    const outcomes: PlacedRows[] = places.map(({ erased }) => ({ placed: erased ? 'erased' : 'foreign', messages: 0 }))
    const wanted = places.filter(({ erased, foreign }) => !erased && !foreign)
    const put = await putLines(
      query,
      PUT_CONVERSATIONS,
      tenantId,
      wanted.map(({ ord, target, taken }) => {
        const { line, id, label } = lines[ord] as ConversationLine
        return { line, target: target ?? id, label: freeLabel(label, id, taken), fresh: target === null }
      }),
    )
    for (const { ord, fresh, changed, messages } of put) {
      const placed = fresh ? 'imported' : changed ? 'completed' : 'present'
      outcomes[wanted[ord]?.ord ?? -1] = { placed, messages }
    }
    return outcomes
  })
}

/** As a claim gives it to a conversation whose label another one holds. */
function freeLabel(label: string, id: string, taken: readonly string[]): string {
  if (!taken.includes(label)) return label
  const suffixed = `${label}-${id.slice(-8)}`
  return taken.includes(suffixed) ? `${label}-${id}` : suffixed
}

/** Adds what did not fit into a conversation's own line. */
export function restoreMore(database: Database, tenantId: string, lines: readonly MoreLine[]): Promise<PlacedRows[]> {
  return database.transaction(async (query) => {
    await query(AS_WRITER.text)
    const none = lines.map(() => null)
    const { rows: places } = await query<{ ord: number; target: string | null }>(PLACES, [
      tenantId,
      ids(lines),
      none,
      none,
    ])
    const outcomes: PlacedRows[] = lines.map(() => ({ placed: 'absent', messages: 0 }))
    const wanted = places.filter(({ target }) => target !== null)
    const put = await putLines(
      query,
      PUT_MORE,
      tenantId,
      wanted.map(({ ord, target }) => ({
        line: lines[ord]?.line ?? '',
        target: target ?? '',
        label: '',
        fresh: false,
      })),
    )
    const counted = new Set<string>()
    for (const { ord, changed, messages } of put) {
      const { ord: at = -1, target = '' } = wanted[ord] ?? {}
      // Several lines may be of one conversation; the count is that of all of them.
      outcomes[at] = { placed: changed ? 'completed' : 'present', messages: counted.has(target ?? '') ? 0 : messages }
      counted.add(target ?? '')
    }
    return outcomes
  })
}

interface Target {
  readonly line: string
  readonly target: string
  readonly label: string
  readonly fresh: boolean
}

async function putLines(query: Query, text: string, tenantId: string, targets: readonly Target[]): Promise<Put[]> {
  if (targets.length === 0) return []
  const { rows } = await query<Put>(text, [
    tenantId,
    targets.map(({ line }) => line),
    targets.map(({ target }) => target),
    targets.map(({ label }) => label),
    targets.map(({ fresh }) => fresh),
  ])
  return rows
}

function ids(lines: readonly { readonly id: string }[]): string[] {
  return lines.map(({ id }) => id)
}

/** Adds the callers of a line, each phone once; returns how many were new or told something new. */
export async function restoreUsers(database: Database, tenantId: string, line: string): Promise<number> {
  const [, result] = await database.batch([AS_WRITER, { text: PUT_USERS, values: [tenantId, [line]] }])
  return (result?.rows[0] as { changed: number } | undefined)?.changed ?? 0
}

/** Adds tombstones; returns the UUIDs of conversations that were erased elsewhere and still stand here. */
export async function restoreTombstones(database: Database, tenantId: string, line: string): Promise<string[]> {
  const [, result] = await database.batch([AS_WRITER, { text: PUT_TOMBSTONES, values: [tenantId, [line]] }])
  return ((result?.rows ?? []) as { id: string }[]).map(({ id }) => id)
}

export async function restoreReceipts(database: Database, tenantId: string, line: string): Promise<void> {
  await database.batch([AS_WRITER, { text: PUT_RECEIPTS, values: [tenantId, [line]] }])
}
