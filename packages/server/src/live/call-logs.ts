import { createHash } from 'node:crypto'
import type { ConversationRecord, MessageRecord, Recorder } from 'rawi'
import { BOUNDS, type Database } from 'rawi/maintenance'
import { type CallLog, createLog } from './call-log.ts'
import { hear, type LiveCall, newCall } from './live-call.ts'
import { itemOf } from './live-event.ts'
import { liveMessage } from './live-message.ts'
import { readWords } from './read-remote.ts'

export interface CallLogsOptions {
  readonly recorder: Recorder
  readonly tenantId: string
  readonly database: Database
  /** By UUID. */
  readonly calls: Map<string, LiveCall>
  /** UUIDs that lost to others, by which a call may be asked for. */
  readonly aliases: ReadonlyMap<string, string>
  /** Looks for a call that another process may have begun. */
  readonly refresh: (ids: readonly string[]) => Promise<void>
}

export interface CallLogs {
  /** What happened in a call, by UUID or label; undefined where the tenant has none. */
  of(idOrLabel: string): Promise<CallLog | undefined>
  /** Keeps the log of a call that has ended for those who come back for its end. */
  keep(id: string, log: CallLog): void
  forget(id: string): void
}

/** Logs of the calls that somebody listens to; made when they are asked for. */
export function openCallLogs(options: CallLogsOptions): CallLogs {
  const { recorder, calls, aliases, database, refresh } = options
  const ended = new Map<string, CallLog>()

  const runningCall = (name: string): LiveCall | undefined => {
    const call = calls.get(aliases.get(name) ?? name)
    return call ?? [...calls.values()].find(({ item }) => item.conversation_id === name)
  }
  /** What was said by every writer, here and elsewhere. */
  const wordsOf = async ({ item, writers }: LiveCall): Promise<readonly MessageRecord[]> => {
    // The words of our own come last, after all waiting: nothing that is said now can slip between them and the log.
    const elsewhere =
      database.kind === 'postgres' ? await readWords(database, options, [item.id], []).catch(() => []) : []
    const here = [...writers].flatMap((id) => recorder.running(id))
    const all = new Map(
      [...elsewhere, ...here.flatMap(({ record }) => record.messages)].map((one) => [keyOf(one), one]),
    )
    return [...all.values()].sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime() || a.seq - b.seq)
  }
  const logOf = async (call: LiveCall): Promise<CallLog> => {
    const words = await wordsOf(call)
    if (call.log) return call.log
    const log = createLog(call.item.id)
    const item = { ...call.item }
    log.append({ type: 'started', data: () => JSON.stringify(item) })
    for (const message of words) {
      hear(call, message)
      log.append(messageEntry(call.item, message))
    }
    // It may have ended while its words were read.
    if (calls.get(item.id) === call) call.log = log
    else endIt(log, call.item)
    return log
  }
  return {
    async of(name) {
      const known = runningCall(name)
      if (known) return known.log ?? logOf(known)
      const kept = ended.get(name)
      if (kept) return kept
      const record = await recorder.getConversation(name)
      if (!record) return undefined
      const again = ended.get(record.id)
      if (again) return again
      if (record.status !== 'active') return recordLog(record)
      if (database.kind === 'postgres') await refresh([record.id]).catch(() => {})
      const found = runningCall(record.id) ?? waitingCall(calls, record)
      return found.log ?? logOf(found)
    },
    keep(id, log) {
      ended.delete(id)
      ended.set(id, log)
      for (const oldest of ended.keys()) {
        if (ended.size <= BOUNDS.LIVE_ENDED_CALLS_MAX) break
        ended.delete(oldest)
      }
    },
    forget(id) {
      ended.get(id)?.forget()
      ended.delete(id)
    },
  }
}

/** A call that runs nowhere now, such as one whose process died: whoever goes on with it is heard. */
function waitingCall(calls: Map<string, LiveCall>, record: ConversationRecord): LiveCall {
  const call = newCall(record)
  for (const message of record.messages) hear(call, message)
  call.item.message_count = record.message_count
  call.log = createLog(record.id)
  call.log.append({ type: 'started', data: () => JSON.stringify(itemOf(record)) })
  for (const message of record.messages) call.log.append(messageEntry(record, message))
  calls.set(record.id, call)
  return call
}

/** The log of a call that has ended: the same at every time it is asked for, ids included. */
function recordLog(record: ConversationRecord): CallLog {
  const stamp = [record.id, record.ended_at?.getTime(), record.messages.length, record.end_reason].join(' ')
  const log = createLog(record.id, createHash('sha256').update(stamp).digest('hex').slice(0, 12))
  const { item, messages } = { item: itemOf(record), messages: record.messages }
  log.append({ type: 'started', data: () => JSON.stringify({ ...item, status: 'active', ended_at: null }) })
  for (const message of messages) log.append(messageEntry(record, message))
  endIt(log, item)
  return log
}

function endIt(log: CallLog, item: object): void {
  const data = JSON.stringify(item)
  log.append({ type: 'ended', data: () => data })
  log.close()
}

function messageEntry({ id, conversation_id }: { id: string; conversation_id: string }, record: MessageRecord) {
  const message = liveMessage(record)
  return { type: 'message', message, data: () => JSON.stringify({ id, conversation_id, message }) }
}

function keyOf({ writer, seq }: MessageRecord): string {
  return `${writer}:${seq}`
}
