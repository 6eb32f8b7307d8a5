import type { ConversationRecord, EventRecord, Message, Recorder } from 'rawi'
import { BOUNDS, type Database } from 'rawi/maintenance'
import { type Bell, createBell } from './bell.ts'
import type { CallLog } from './call-log.ts'
import { openCallLogs } from './call-logs.ts'
import { createRing, type EventRing } from './event-ring.ts'
import { followRemote } from './follow-remote.ts'
import { hear, type LiveCall, learnContact, newCall } from './live-call.ts'
import { itemOf, type LiveEventType, type LiveItem, personAskedAt } from './live-event.ts'
import { type LiveMessage, liveMessage } from './live-message.ts'

/** Everything that happens in the calls of one tenant, here and in other processes. */
export interface LiveHub {
  /** Of this process. */
  readonly recorderId: string
  readonly ring: EventRing
  /** Rings at every event of the ring. */
  readonly bell: Bell
  /** The calls that run, the newest first. */
  snapshot(): LiveItem[]
  /** What happened in a call that runs or ended; undefined where there is none. By UUID or label. */
  logOf(idOrLabel: string): Promise<CallLog | undefined>
  /** Whether this process runs the call. */
  runs(id: string): boolean
  /** A process that died left a call, which was saved. */
  recovered(event: { id: string; conversationId: string; status: string; messages: number }): void
  /** Other processes have written these, or, without ids, something may have been missed. */
  refresh(ids?: readonly string[]): Promise<void>
}

export interface HubOptions {
  readonly recorder: Recorder
  readonly tenantId: string
  readonly database: Database
}

/** Listens to a recorder from now on. */
export function openHub({ recorder, tenantId, database }: HubOptions): LiveHub {
  const ring = createRing({ maxEvents: BOUNDS.LIVE_EVENTS_MAX, maxBytes: BOUNDS.LIVE_EVENTS_MAX_BYTES })
  const bell = createBell()
  const calls = new Map<string, LiveCall>()
  /** Starts that turned out to be calls that ran already. */
  const aliases = new Map<string, string>()

  const tell = (type: LiveEventType, conversation: string | undefined, body: object): void => {
    ring.append({ type, ...(conversation !== undefined && { conversation }), data: JSON.stringify(body) })
    bell.ring()
  }
  const idOf = (id: string) => aliases.get(id) ?? id
  const nameOf = ({ item }: LiveCall) => ({ id: item.id, conversation_id: item.conversation_id })

  const begin = (call: LiveCall): void => {
    calls.set(call.item.id, call)
    tell('started', call.item.id, call.item)
  }
  const say = (call: LiveCall, message: LiveMessage): void => {
    if (!hear(call, message)) return
    const body = { ...nameOf(call), message }
    tell('message', call.item.id, body)
    call.log?.append({ type: 'message', message, data: () => JSON.stringify(body) })
  }
  const happened = (call: LiveCall, event: EventRecord): void => {
    call.item.person_asked_at ??= personAskedAt([event])
    const body = { ...nameOf(call), event }
    tell('event', call.item.id, body)
    call.log?.append({ type: 'event', data: () => JSON.stringify(body) })
  }
  const finish = (call: LiveCall): void => {
    const { item } = call
    calls.delete(item.id)
    tell('ended', item.id, item)
    const data = JSON.stringify(item)
    call.log?.append({ type: 'ended', data: () => data })
    call.log?.close()
    if (call.log) logs.keep(item.id, call.log)
  }
  /** A call of this process, with what was said in it so far. */
  const adopt = (id: string, record: ConversationRecord): LiveCall => {
    if (record.id !== id) aliases.set(id, record.id)
    const known = calls.get(record.id)
    const call = known ?? newCall(record)
    for (const message of record.messages) hear(call, message)
    if (!known) call.item.message_count = record.message_count
    call.writers.add(id)
    return call
  }
  const onMessage = ({ id, message }: { id: string; message: Message }): void => {
    const call = calls.get(idOf(id))
    if (call) say(call, liveMessage(message))
  }
  /** The database knows under which id and label a start goes on. */
  const onClaim = (id: string, claim: { id: string; conversationId: string; erased: boolean }): void => {
    const call = calls.get(id)
    if (!call || claim.erased || (claim.id === id && claim.conversationId === call.item.conversation_id)) return
    const known = claim.id === id ? undefined : calls.get(claim.id)
    call.item.conversation_id = claim.conversationId
    if (claim.id !== id) {
      aliases.set(id, claim.id)
      calls.delete(id)
      call.item.id = claim.id
      if (!known) calls.set(claim.id, call)
    }
    const body = { ...nameOf(call), previous_id: id }
    tell('claimed', claim.id, body)
    call.log?.append({ type: 'claimed', data: () => JSON.stringify(body) })
    if (!known) return
    for (const writer of call.writers) known.writers.add(writer)
    const words = recorder.running(id)[0]?.record.messages ?? []
    for (const message of words) say(known, liveMessage(message))
    call.log?.close()
  }
  recorder.on('started', ({ id, record }) => begin(adopt(id, record)))
  recorder.on('message', onMessage)
  recorder.on('contact', ({ id, conversationId, contact }) => {
    // What is found out last is told when the call has ended.
    const call = calls.get(idOf(id))
    if (call) learnContact(call, contact)
    const body = { id: idOf(id), conversation_id: conversationId, ...(call && nameOf(call)), contact }
    tell('contact', body.id, body)
    call?.log?.append({ type: 'contact', data: () => JSON.stringify(body) })
  })
  recorder.on('event', ({ id, event }) => {
    const call = calls.get(idOf(id))
    if (call) happened(call, event)
  })
  recorder.on('claimed', ({ id, claim }) => onClaim(id, claim))
  recorder.on('ended', ({ id, record }) => {
    const call = calls.get(idOf(id))
    aliases.delete(id)
    if (!call?.writers.delete(id) || call.writers.size > 0) return
    const { message_count, id: own, conversation_id } = call.item
    Object.assign(call.item, itemOf(record), { id: own, conversation_id })
    call.item.message_count = Math.max(message_count, record.message_count)
    finish(call)
  })
  recorder.on('saved', ({ id, conversationId, status, messageCount, messagesSaved }) => {
    const counts = { message_count: messageCount, messages_saved: messagesSaved }
    tell('saved', id, { id, conversation_id: conversationId, status, ...counts })
  })
  recorder.on('pending', ({ id, conversationId, reason }) =>
    tell('pending', id, { id, conversation_id: conversationId, code: reason.code }),
  )
  recorder.on('alarm', ({ code }) => tell('alarm', undefined, { code }))
  recorder.on('erased', ({ conversations }) => {
    const gone = new Set(conversations)
    ring.forget(gone)
    for (const id of gone) {
      const call = calls.get(id)
      call?.log?.forget()
      logs.forget(id)
      calls.delete(id)
      tell('erased', id, { id })
    }
  })
  for (const { id, record } of recorder.running()) {
    const call = adopt(id, record)
    calls.set(call.item.id, call)
  }

  const remote = followRemote({ recorderId: recorder.id, tenantId, database, calls, begin, say, happened, finish })
  // The embedded database, which one process holds, knows more only of calls whose process died.
  const refresh = async (ids?: readonly string[]) => {
    const waits = database.kind === 'postgres' || [...calls.values()].some(({ writers }) => writers.size === 0)
    if (waits) await remote.refresh(ids)
  }
  const logs = openCallLogs({ recorder, tenantId, database, calls, aliases, refresh })

  return {
    recorderId: recorder.id,
    ring,
    bell,
    refresh,
    logOf: (idOrLabel) => logs.of(idOrLabel),
    snapshot: () =>
      [...calls.values()]
        .map(({ item }) => item)
        .sort((a, b) => b.started_at.getTime() - a.started_at.getTime())
        .slice(0, BOUNDS.LIVE_CALLS_MAX),
    runs: (id) => (calls.get(idOf(id))?.writers.size ?? 0) > 0,
    recovered({ id, conversationId, status, messages }) {
      tell('recovered', id, { id, conversation_id: conversationId, status, messages })
    },
  }
}
