import type { ConversationStart } from '../conversation/entry.ts'
import { RawiError } from '../conversation/errors.ts'
import type { Claim, ConversationBatch, SaveOutcome } from '../conversation/store-port.ts'
import { AS_SAVER } from './as-role.ts'
import { claimStatement, claimsOf } from './claim.ts'
import { saveRow } from './conversation-rows.ts'
import type { Database, Result } from './database.ts'
import { isDataError, sqlState } from './database-error.ts'
import type { PlacedMessage } from './message-arrays.ts'
import { messageChunks } from './message-chunks.ts'
import { type Change, notifyStatements } from './notify.ts'
import { evidenceStatements } from './save-evidence.ts'
import { factStatements } from './save-facts.ts'
import { erased, outcomeOf, type SavedRow } from './save-outcome.ts'
import { moreMessages, saveStatement } from './save-statement.ts'
import { saveWithQuarantine } from './save-with-quarantine.ts'

export interface SaveOptions {
  /** Where other processes are told of what is saved. */
  readonly channel?: string
}

/** Attempts in a row that may come to nothing. */
const FRUITLESS_MAX = 3

/**
 * Saves conversations in one round trip and one transaction. Rows that turned out to be one conversation follow in a
 * transaction of their own; where the database refuses a value, that row alone goes to quarantine.
 */
export async function save(
  database: Database,
  batches: readonly ConversationBatch[],
  options: SaveOptions = {},
): Promise<SaveOutcome[]> {
  const outcomes: SaveOutcome[] = []
  let waiting = batches.map((batch, place) => ({ batch, place }))
  let fruitless = 0
  while (waiting.length > 0) {
    const saved = await attempt(
      database,
      waiting.map(({ batch }) => batch),
      options,
    )
    const again = waiting.filter(({ place }, at) => {
      const outcome = saved[at]
      if (outcome) outcomes[place] = outcome
      return !outcome
    })
    // What was erased between claim and save shows its tombstone to the next claim.
    fruitless = again.length === waiting.length ? fruitless + 1 : 0
    if (fruitless > FRUITLESS_MAX) throw new RawiError('RAWI_INTERNAL', 'A save came to no conversation.')
    waiting = again.map(({ batch, place }) => ({ batch: { ...batch, claimed: false }, place }))
  }
  return outcomes
}

/** Settles a start's identity and writes what it tells: a save without messages. */
export async function claim(
  database: Database,
  start: ConversationStart,
  lastActivityAt?: number,
  options: SaveOptions = {},
): Promise<Claim> {
  const batch = { start, messages: [], turns: 0, lastActivityAt: lastActivityAt ?? Number.POSITIVE_INFINITY }
  const [outcome] = await save(database, [batch], options)
  if (!outcome) throw new RawiError('RAWI_INTERNAL', 'A claim came to no conversation.')
  return { id: outcome.id, conversationId: outcome.conversationId, erased: outcome.erased }
}

type Attempt = (SaveOutcome | undefined)[]

async function attempt(
  database: Database,
  batches: readonly ConversationBatch[],
  options: SaveOptions,
): Promise<Attempt> {
  try {
    return await saveTogether(database, batches, options)
  } catch (error) {
    if (isDeadlock(error)) return saveTogether(database, batches, options)
    if (isDuplicate(error) && batches.some(({ unsent }) => unsent)) {
      const sent = batches.map((batch) => ({ ...batch, unsent: false }))
      return attempt(database, sent, options)
    }
    if (!isDataError(error)) throw error
    const [only] = batches
    if (batches.length === 1 && only) return [await saveWithQuarantine(database, only)]
    const apart: Attempt = []
    for (const batch of batches) apart.push(...(await attempt(database, [batch], options)))
    return apart
  }
}

async function saveTogether(
  database: Database,
  batches: readonly ConversationBatch[],
  { channel }: SaveOptions,
): Promise<Attempt> {
  const rows = JSON.stringify(batches.map(saveRow))
  const placed = batches.flatMap(({ messages }, ord) => messages.map((message): PlacedMessage => ({ ord, message })))
  const [first = [], ...more] = messageChunks(placed)
  // A claim made while the call ran need not be made again; what was erased since is not saved and comes again with one.
  const known = batches.every(({ claimed }) => claimed)
  const results = await database.batch([
    AS_SAVER,
    ...(known ? [] : [claimStatement(batches)]),
    saveStatement(rows, first, { alone: batches.length === 1, unsent: batches.every(({ unsent }) => unsent) }),
    ...more.map((chunk) => moreMessages(rows, chunk)),
    ...evidenceStatements(batches),
    ...factStatements(batches),
    ...(channel === undefined ? [] : changesOf(batches).flatMap((change) => notifyStatements(channel, change))),
  ])
  const claims = known ? [] : claimsOf(results[1] as Result)
  const stored = results[known ? 1 : 2] as Result
  const saved = new Map((stored.rows as SavedRow[]).map((row) => [row.ord, row]))
  return batches.map((batch, ord) => {
    const claim = claims[ord]
    const row = saved.get(ord)
    if (claim?.erased) return erased(claim)
    return row && outcomeOf(row, batch.messages.length)
  })
}

/** By tenant and recorder; in practice there is one of each. */
function changesOf(batches: readonly ConversationBatch[]): Change[] {
  const groups = Map.groupBy(batches, ({ start }) => `${start.tenantId} ${start.recorderId}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { tenantId, recorderId } = first.start
    return [{ tenantId, recorderId, conversations: group.map(({ start }) => start.id) }]
  })
}

function isDuplicate(error: unknown): boolean {
  return sqlState(error) === '23505'
}

function isDeadlock(error: unknown): boolean {
  return sqlState(error) === '40P01'
}
