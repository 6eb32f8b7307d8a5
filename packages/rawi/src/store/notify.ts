import type { Statement } from './database.ts'
import { isUuid } from './uuid.ts'

/** What a process tells the others: which conversations changed. Ids only: the rest is read by who may read it. */
export interface Change {
  readonly tenantId: string
  /** Who wrote it. */
  readonly recorderId: string
  readonly conversations: readonly string[]
  /** They are no more. */
  readonly erased?: boolean
}

/** Conversations in one notification: PostgreSQL takes fewer than 8,000 bytes. */
const CHANGES_MAX = 150

/** The channel of a schema; several schemas may stand in one database. */
export function liveChannel(schema = 'public'): string {
  return `rawi_live_${schema}`.slice(0, 63)
}

/** Tells listening processes, once the transaction has committed, that conversations changed. */
export function notifyStatements(
  channel: string,
  { tenantId, recorderId, conversations, erased }: Change,
): Statement[] {
  const statements: Statement[] = []
  for (let from = 0; from < conversations.length; from += CHANGES_MAX) {
    const some = conversations.slice(from, from + CHANGES_MAX)
    const payload = JSON.stringify({ t: tenantId, r: recorderId, c: some, ...(erased && { e: true }) })
    statements.push({ name: 'rawi_notify', text: 'select pg_notify($1, $2)', values: [channel, payload] })
  }
  return statements
}

/** What a notification says, or undefined where it is none of ours: anybody who may connect may send one. */
export function readChange(payload: string): Change | undefined {
  try {
    const { t, r, c, e } = JSON.parse(payload) as { t: unknown; r: unknown; c: unknown; e: unknown }
    if (typeof t !== 'string' || typeof r !== 'string' || !Array.isArray(c)) return undefined
    if (!isUuid(t) || !c.every((id) => typeof id === 'string' && isUuid(id))) return undefined
    return { tenantId: t, recorderId: r, conversations: c as string[], ...(e === true && { erased: true }) }
  } catch {
    return undefined
  }
}
