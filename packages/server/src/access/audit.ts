import type { Logger } from 'pino'
import { RawiError } from 'rawi'
import { BOUNDS, type Clock, type Database, type Statement, uuidv7 } from 'rawi/maintenance'
import { writeAs } from './as-caller.ts'
import type { Caller } from './caller.ts'

/** Who did what to what. Ids only: never words, names, numbers or addresses. */
export interface AuditEntry {
  readonly caller: Pick<Caller, 'tenantId' | 'id'> & { readonly kind: Caller['kind'] | 'call' }
  /** Noun and verb, such as `conversation.read`, `key.created`. */
  readonly action: string
  readonly target?: { readonly kind: string; readonly id: string }
  readonly requestId?: string
  /** Counts and ids. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

export interface Audit {
  /** For reads: written within a moment, in the background. @throws RawiError RAWI_BUSY while too many wait */
  note(entry: AuditEntry): void
  /** For changes: resolves when it is written. */
  record(entry: AuditEntry): Promise<void>
  /** For a change of our own tables: the entry as a statement of the change's own transaction. */
  statement(entry: AuditEntry): Statement
  /** Writes what waits. */
  close(): Promise<void>
}

const FLUSH_AFTER_MS = 500
const RETRY_AFTER_MS = 5_000
const BATCH = 500

/** The audit log of this process. While the database is away, entries wait in memory up to `AUDIT_WAITING_MAX`. */
export function openAudit(database: Database, clock: Clock, log: Logger): Audit {
  const waiting: unknown[][] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  const later = (milliseconds: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      writing ??= flush().finally(() => {
        writing = undefined
        if (waiting.length > 0) later(FLUSH_AFTER_MS)
      })
    }, milliseconds).unref()
  }
  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      try {
        await writeAs(database, insert(batch))
        waiting.splice(0, batch.length)
      } catch (error) {
        log.warn({ code: error instanceof RawiError ? error.code : 'RAWI_INTERNAL' }, 'the audit log waits')
        later(RETRY_AFTER_MS)
        return
      }
    }
  }
  const rowOf = (entry: AuditEntry) => valuesOf(entry, new Date(clock.now()))
  return {
    note(entry) {
      if (waiting.length >= BOUNDS.AUDIT_WAITING_MAX)
        throw new RawiError('RAWI_BUSY', 'The audit log cannot be written.')
      waiting.push(rowOf(entry))
      later(FLUSH_AFTER_MS)
    },
    async record(entry) {
      await writeAs(database, insert([rowOf(entry)]))
    },
    statement: (entry) => insert([rowOf(entry)]),
    async close() {
      clearTimeout(timer)
      await writing
      await flush()
      clearTimeout(timer)
    },
  }
}

function valuesOf({ caller, action, target, requestId, detail }: AuditEntry, at: Date): unknown[] {
  const { tenantId, kind, id } = caller
  const to = [target?.kind ?? null, target?.id ?? null]
  return [uuidv7(), tenantId, at, kind, id, action, ...to, requestId ?? null, JSON.stringify(detail ?? {})]
}

function insert(rows: readonly unknown[][]): Statement {
  const columns = rows[0]?.map((_, index) => rows.map((row) => row[index])) ?? []
  return {
    text: `insert into audit_log (id, tenant_id, occurred_at, actor_kind, actor_id, action, target_kind, target_id, request_id, detail)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::jsonb[])`,
    values: columns,
  }
}
