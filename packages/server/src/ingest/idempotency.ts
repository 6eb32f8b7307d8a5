import { RawiError } from 'rawi'
import { BOUNDS, type Database, uuidv7 } from 'rawi/maintenance'
import { writeAs } from '../access/as-caller.ts'
import type { Caller } from '../access/caller.ts'
import { printOf } from './print.ts'

/** A request that may come again under the same key. */
export interface KeyedRequest {
  readonly caller: Pick<Caller, 'tenantId' | 'kind' | 'id'>
  readonly key: string
  /** What it asks for: the same again, or it is another request. */
  readonly body: unknown
}

/** Does what a key asks for; `again` where a process died over it before. */
export type KeyedWork<T> = (id: string, again: boolean) => Promise<T>

/** Answers a repeated request as the first time, in this process and, while the database answers, in every other. */
export interface Idempotency {
  /**
   * Runs the work once; it is given the UUID that stands for it, the same when a process died over it.
   * @throws RawiError RAWI_IDEMPOTENCY_MISMATCH, RAWI_BUSY while another process is at it
   */
  once<T extends object>(request: KeyedRequest, work: KeyedWork<T>): Promise<T>
  /** Forgets what is older than `IDEMPOTENCY_HOURS`. */
  prune(): Promise<void>
}

interface Remembered {
  readonly print: string
  readonly answer: Promise<object>
  readonly at: number
}

/** Milliseconds after which an unanswered request is taken for one whose process died. */
const UNANSWERED_MS = 10_000
/** Milliseconds that a start waits for the database to know its key; then this process alone knows it. */
const PATIENCE_MS = 1_000
const HOUR_MS = 3_600_000

export function openIdempotency(database: Database, now: () => number): Idempotency {
  const remembered = new Map<string, Remembered>()
  const run = async <T extends object>(request: KeyedRequest, print: Buffer, work: KeyedWork<T>): Promise<T> => {
    const fresh = uuidv7()
    const claimed = await claimOrNothing(database, request, print, fresh)
    if (claimed && 'answer' in claimed) return claimed.answer as T
    try {
      const id = claimed?.id ?? fresh
      const answer = await work(id, id !== fresh)
      if (claimed) await settle(database, request, answer).catch(() => {})
      return answer
    } catch (error) {
      if (claimed) await letGo(database, request).catch(() => {})
      throw error
    }
  }
  return {
    async once(request, work) {
      const { caller, key, body } = request
      const name = [caller.tenantId, caller.kind, caller.id, key].join(' ')
      const print = printOf(body)
      const known = remembered.get(name)
      if (known) {
        if (known.print !== print.toString('hex')) throw mismatch()
        return known.answer as ReturnType<typeof work>
      }
      const answer = run(request, print, work)
      remembered.set(name, { print: print.toString('hex'), answer, at: now() })
      for (const oldest of remembered.keys()) {
        if (remembered.size <= BOUNDS.IDEMPOTENCY_KEPT_MAX) break
        remembered.delete(oldest)
      }
      // What failed may be tried again.
      answer.catch(() => remembered.delete(name))
      return answer
    },
    async prune() {
      const since = now() - BOUNDS.IDEMPOTENCY_HOURS * HOUR_MS
      for (const [name, { at }] of remembered) if (at < since) remembered.delete(name)
      await writeAs(database, {
        text: 'delete from idempotency_keys where created_at < now() - make_interval(hours => $1)',
        values: [BOUNDS.IDEMPOTENCY_HOURS],
      })
    },
  }
}

interface Row {
  readonly id: string
  readonly mine: boolean
  readonly same: boolean
  readonly answered: boolean
  readonly response: string | null
}

type Claimed = { readonly id: string } | { readonly answer: object }

/** Undefined where the database is away: calls go on without it. */
async function claimOrNothing(
  database: Database,
  request: KeyedRequest,
  print: Buffer,
  fresh: string,
): Promise<Claimed | undefined> {
  const claiming = claim(database, request, print, fresh)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
  })
  try {
    return await Promise.race([claiming, late])
  } catch (error) {
    if (error instanceof RawiError && AWAY.has(error.code)) return undefined
    throw error
  } finally {
    clearTimeout(timer)
    claiming.catch(() => {})
  }
}

const AWAY = new Set(['RAWI_DATABASE_UNREACHABLE', 'RAWI_DATABASE_TIMEOUT', 'RAWI_COMMIT_ROLLED_BACK'])

async function claim(database: Database, request: KeyedRequest, print: Buffer, fresh: string): Promise<Claimed> {
  const values = keyOf(request)
  const [, found] = await writeAs(
    database,
    {
      text: `insert into idempotency_keys (tenant_id, actor_id, key, request_hash, conversation_uuid)
        values ($1, $2, $3, $4, $5) on conflict do nothing`,
      values: [...values, print, fresh],
    },
    {
      text: `update idempotency_keys set created_at = case when status is null and created_at < now() - make_interval(secs => $5)
          then now() else created_at end
        where tenant_id = $1 and actor_id = $2 and key = $3
        returning conversation_uuid as id, request_hash = $4 as same, status is not null as answered, response,
          created_at = now() as mine`,
      values: [...values, print, UNANSWERED_MS / 1_000],
    },
  )
  const row = found?.rows[0] as Row | undefined
  if (!row) throw new RawiError('RAWI_INTERNAL', 'A key that was written is not there.')
  if (!row.same) throw mismatch()
  if (row.answered) return { answer: JSON.parse(row.response ?? '{}') as object }
  if (!row.mine) throw new RawiError('RAWI_BUSY', 'Another process works on this request.')
  return { id: row.id }
}

async function settle(database: Database, request: KeyedRequest, answer: object): Promise<void> {
  await writeAs(database, {
    text: 'update idempotency_keys set status = 200, response = $4 where tenant_id = $1 and actor_id = $2 and key = $3',
    // As text, for jsonb keeps an order of its own and the answer is to be the same to the letter.
    values: [...keyOf(request), JSON.stringify(JSON.stringify(answer))],
  })
}

/** Whoever asks next may try at once. */
async function letGo(database: Database, request: KeyedRequest): Promise<void> {
  await writeAs(database, {
    text: `update idempotency_keys set created_at = created_at - make_interval(secs => $4)
      where tenant_id = $1 and actor_id = $2 and key = $3 and status is null`,
    values: [...keyOf(request), UNANSWERED_MS / 1_000 + 1],
  })
}

function keyOf({ caller, key }: KeyedRequest): string[] {
  return [caller.tenantId, `${caller.kind} ${caller.id}`, key]
}

function mismatch(): RawiError {
  return new RawiError('RAWI_IDEMPOTENCY_MISMATCH', 'This Idempotency-Key came with another request before.')
}
