import type { JsonObject, Message } from '../conversation/message.ts'
import type { ConversationBatch, SaveOutcome } from '../conversation/store-port.ts'
import { AS_SAVER } from './as-role.ts'
import { claimStatement, claimsOf } from './claim.ts'
import { saveRow } from './conversation-rows.ts'
import type { Database, Query, Result, Statement } from './database.ts'
import { isDataError } from './database-error.ts'
import type { PlacedMessage } from './message-arrays.ts'
import { messageChunks } from './message-chunks.ts'
import { evidenceStatements } from './save-evidence.ts'
import { factStatements } from './save-facts.ts'
import { erased, outcomeOf, type SavedRow } from './save-outcome.ts'
import { moreMessages, saveStatement } from './save-statement.ts'

interface Refused {
  readonly message: Message
  readonly reason: string
}

/** What a conversation keeps when the database refuses its descriptive values. */
const ESSENTIAL = new Set([
  'ord',
  'id',
  'tenant_id',
  'writer',
  'turns',
  'touched',
  'active_ms',
  'rank',
  'status',
  'end_reason',
  'ended_ms',
  'duration_seconds',
])

/**
 * Saves one conversation of which something was refused: rows that the database does not take are named in table
 * `quarantine` and returned, all others are saved. Undefined when the conversation has gone meanwhile.
 */
export function saveWithQuarantine(database: Database, batch: ConversationBatch): Promise<SaveOutcome | undefined> {
  return database.transaction(async (query) => {
    await run(query, AS_SAVER)
    const [claim] = claimsOf(await run(query, claimStatement([batch])))
    if (claim?.erased) return erased(claim)

    const row = saveRow(batch, 0)
    const reasons: (Refused | { reason: string })[] = []
    let saved = await orRefused(query, saveStatement(JSON.stringify([row]), [], { alone: true }), (reason) =>
      reasons.push({ reason }),
    )
    saved ??= await run(query, saveStatement(JSON.stringify([essentialOf(row)]), [], { alone: true }))
    const [kept] = saved.rows as SavedRow[]
    if (!kept) return undefined

    const rows = JSON.stringify([row])
    const refused: Refused[] = []
    for (const chunk of messageChunks(batch.messages.map((message) => ({ ord: 0, message })))) {
      await keepWhatFits(query, rows, chunk, refused)
    }
    for (const statement of [...evidenceStatements([batch]), ...factStatements([batch])]) {
      await orRefused(query, statement, (reason) => reasons.push({ reason }))
    }
    for (const { reason, ...of } of [...reasons, ...refused]) {
      const message = 'message' in of ? (of.message as Message) : undefined
      await query(
        'insert into quarantine (tenant_id, conversation_uuid, writer, seq, reason) values ($1, $2, $3, $4, $5)',
        [batch.start.tenantId, kept.id, message?.writer ?? null, message?.seq ?? null, reason],
      )
    }
    return { ...outcomeOf(kept, batch.messages.length - refused.length), quarantined: refused }
  })
}

/** Halves what is refused until the bad rows stand alone: a few savepoints instead of one per row. */
async function keepWhatFits(query: Query, rows: string, messages: PlacedMessage[], refused: Refused[]): Promise<void> {
  if (messages.length === 0) return
  let reason = ''
  const taken = await orRefused(query, moreMessages(rows, messages), (told) => {
    reason = told
  })
  if (taken) return
  const [only] = messages
  if (messages.length === 1 && only) {
    refused.push({ message: only.message, reason })
    return
  }
  const half = messages.length >> 1
  await keepWhatFits(query, rows, messages.slice(0, half), refused)
  await keepWhatFits(query, rows, messages.slice(half), refused)
}

/** Undefined, with the transaction as it was before, when the database refuses a value. */
async function orRefused(
  query: Query,
  statement: Statement,
  onRefused: (reason: string) => void,
): Promise<Result | undefined> {
  await query('savepoint rawi')
  try {
    const result = await run(query, statement)
    await query('release savepoint rawi')
    return result
  } catch (error) {
    if (!isDataError(error)) throw error
    await query('rollback to savepoint rawi')
    onRefused(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

function run(query: Query, { text, values }: Statement): Promise<Result> {
  return query(text, values)
}

function essentialOf(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([column]) => ESSENTIAL.has(column)))
}
