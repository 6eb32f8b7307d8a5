import { SHARED_READS_MAX, WAITING_READS_MAX } from '../conversation/bounds.ts'
import { RawiError } from '../conversation/errors.ts'
import type { Result, Statement } from './database.ts'

interface Waiting {
  readonly statements: readonly Statement[]
  /** Equal where the heads of two batches set the same. */
  readonly settings: string
  readonly resolve: (results: Result[]) => void
  readonly reject: (error: unknown) => void
}

export interface SharedReadsOptions {
  /** Connections at most. */
  readonly max: number
  /** Waits for a connection, then sends in one pipeline what `take` gives; nothing where that is empty. */
  readonly send: (take: () => readonly Statement[]) => Promise<Result[]>
  /** A batch by itself. */
  readonly alone: (statements: readonly Statement[]) => Promise<Result[]>
}

/**
 * Brief reads that wait for a connection at the same time travel together when one is free, under one set of settings: with
 * fifty clients and six connections, going to and fro was a third of what a page cost. Each still gets its own answer: where
 * the server refuses one, all of its company are asked again by themselves.
 */
export function createSharedReads({
  max,
  send,
  alone,
}: SharedReadsOptions): (statements: readonly Statement[]) => Promise<Result[]> {
  let waiting: Waiting[] = []
  let sending = 0

  /** The one that waits longest, and those behind it that set the same. */
  function takeCompany(): Waiting[] {
    const settings = waiting[0]?.settings
    const company: Waiting[] = []
    waiting = waiting.filter((one) => {
      if (one.settings !== settings || company.length === SHARED_READS_MAX) return true
      company.push(one)
      return false
    })
    return company
  }

  async function sendCompany(): Promise<void> {
    let company: Waiting[] = []
    try {
      const results = await send(() => {
        company = takeCompany()
        return company.flatMap(({ statements }, at) => (at === 0 ? statements : statements.slice(1)))
      })
      let from = 1
      for (const { statements, resolve } of company) {
        const to = from + statements.length - 1
        resolve([results[0] as Result, ...results.slice(from, to)])
        from = to
      }
    } catch (error) {
      // Without a connection nobody of those who wait would find one.
      if (company.length === 0) company = waiting.splice(0)
      const refused = error instanceof RawiError && error.code === 'RAWI_DATABASE_REFUSED'
      for (const { statements, resolve, reject } of company) {
        if (refused) alone(statements).then(resolve, reject)
        else reject(error)
      }
    } finally {
      sending--
      sendSoon()
    }
  }

  function sendSoon(): void {
    if (waiting.length === 0 || sending >= max) return
    sending++
    void sendCompany()
  }

  return (statements) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= WAITING_READS_MAX) {
        throw new RawiError('RAWI_BUSY', `${WAITING_READS_MAX} reads wait for the database already.`)
      }
      waiting.push({ statements, settings: JSON.stringify(statements[0]?.settings), resolve, reject })
      sendSoon()
    })
}
