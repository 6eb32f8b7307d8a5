import { useEffect, useState } from 'react'
import type { CallView } from '../engine/call-view.ts'
import { askRecord, type OwnAnswer, type OwnChange, type OwnRecord } from './own-record.ts'

/**
 * Milliseconds between questions for a record that is not there yet: a server that was restarted has to recover it, and a call
 * that was left while its line was lost ends there when nobody comes back.
 */
const ASK_AFTER_MS = [0, 700, 1_500, 3_000, 5_000, 8_000, 15_000, 20_000]

/** What is known of a call that is over, and how its caller changes it. */
export interface OwnRecordView {
  /** Undefined while it is looked for, and where it cannot be had. */
  readonly kept: OwnRecord | undefined
  readonly looking: boolean
  /** Undefined where the server has no door for it. */
  readonly change: ((change: OwnChange) => Promise<OwnAnswer>) | undefined
}

/**
 * What the end of the call told, or, where it told nothing, what the server finds of it.
 * @param found What it has found already.
 */
export function useOwnRecord({ ended, record }: Pick<CallView, 'ended' | 'record'>, found?: OwnRecord): OwnRecordView {
  const told: OwnRecord | undefined = ended && {
    duration_seconds: ended.seconds,
    message_count: ended.messages,
    name: ended.name ?? null,
    phone: ended.phone ?? null,
    email: ended.email ?? null,
    rating: null,
    comment: null,
  }
  const [kept, setKept] = useState(found ?? told)
  const [looking, setLooking] = useState(!kept && record !== undefined)

  useEffect(() => {
    if (!looking || !record) return
    const stop = new AbortController()
    void find(record, stop.signal).then((found) => {
      if (stop.signal.aborted) return
      if (found) setKept(found)
      setLooking(false)
    })
    return () => stop.abort()
  }, [looking, record])

  const change = async (asked: OwnChange): Promise<OwnAnswer> => {
    if (!record) return { notKept: 'failed' }
    const answer = await askRecord(record, asked)
    if ('message_count' in answer) setKept(answer)
    return answer
  }
  return { kept, looking, change: record && kept ? change : undefined }
}

async function find(record: NonNullable<CallView['record']>, signal: AbortSignal): Promise<OwnRecord | undefined> {
  for (const ms of ASK_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, ms))
    if (signal.aborted) return undefined
    const answer = await askRecord(record)
    if ('message_count' in answer) return answer
    if ('notKept' in answer && answer.notKept === 'tooLate') return undefined
  }
  return undefined
}
