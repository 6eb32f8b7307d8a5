import type { CallEnds } from './call-ends.ts'
import type { DatabaseGate } from './database-gate.ts'
import type { ConversationStart } from './entry.ts'
import { RawiError } from './errors.ts'
import { atMost } from './housekeeping.ts'
import { batchOf, type KeptConversation } from './kept.ts'
import type { Message } from './message.ts'
import type { Conversation } from './recorder-api.ts'
import { newWriter } from './start-and-end.ts'
import type { Claim, ConversationRecord, ConversationStore, MessageRecord } from './store-port.ts'

/** A call that an earlier process left, as this one goes on with it. */
export interface Resumed {
  readonly start: ConversationStart
  readonly claim: Claim
  /** What was said before. */
  readonly before: readonly Message[]
}

export interface ResumptionOptions {
  readonly store: ConversationStore
  readonly recorderId: string
  readonly gate: DatabaseGate
  readonly ends: CallEnds
  readonly endTimeoutMs: number
  readonly running: ReadonlyMap<string, Conversation>
  readonly begin: (resumed: Resumed) => Conversation
  /** Saves what dead processes left in this state folder: only then is all of the call in the database. */
  readonly recover: () => Promise<unknown>
}

/** Goes on with calls that other processes left, and leaves them to others, for a recorder. */
export class Resumption {
  readonly #options: ResumptionOptions
  readonly #resuming = new Map<string, Promise<Conversation>>()
  /** This process's journal holds the words of one writer of a call, not of two. */
  readonly #left = new Set<string>()
  #recovered: Promise<unknown> | undefined

  constructor(options: ResumptionOptions) {
    this.#options = options
  }

  /** @throws RawiError RAWI_CONVERSATION_NOT_FOUND, RAWI_CONVERSATION_ENDED, RAWI_BUSY while another process runs it */
  resume(id: string): Promise<Conversation> {
    const { running, begin } = this.#options
    const known = running.get(id)
    if (known) return Promise.resolve(known)
    let resuming = this.#resuming.get(id)
    if (!resuming) {
      resuming = this.#take(id)
        .then((resumed) => running.get(resumed.start.id) ?? begin(resumed))
        .finally(() => this.#resuming.delete(id))
      this.#resuming.set(id, resuming)
    }
    return resuming
  }

  /** Saves what was said and lets any process go on; where the database is away, the journal has it. Never rejects. */
  async leave(kept: KeptConversation): Promise<void> {
    const { store, gate, ends, endTimeoutMs } = this.#options
    const { id, recorderId } = kept.start
    this.#left.add(id)
    if (!gate.isOpen || ends.waitsForNamesake(kept)) return
    const saving = store.save([batchOf(kept)]).then(([outcome]) => store.letGo(outcome?.id ?? id, recorderId))
    await atMost(saving, endTimeoutMs).catch(() => {})
  }

  async #take(id: string): Promise<Resumed> {
    const { store, recorderId, recover } = this.#options
    if (this.#left.has(id)) throw new RawiError('RAWI_BUSY', `This process has left the conversation ${id}.`)
    this.#recovered ??= recover().catch((error: unknown) => {
      this.#recovered = undefined
      throw error
    })
    await this.#recovered
    let taken = await store.resume(id, recorderId)
    if (taken === 'held' || taken === 'missing') {
      // Its process may have died since this one looked.
      await recover()
      taken = await store.resume(id, recorderId)
    }
    if (taken === 'ended') throw new RawiError('RAWI_CONVERSATION_ENDED', `The conversation ${id} has ended.`)
    if (taken === 'held') throw new RawiError('RAWI_BUSY', `Another process runs the conversation ${id}.`)
    const record = taken === 'missing' ? undefined : await store.get(taken.id)
    if (!record) throw new RawiError('RAWI_CONVERSATION_NOT_FOUND', 'No conversation has this id.')
    return resumed(record, recorderId)
  }
}

/** Whoever keeps something else under the name of the line's number keeps no number of it. */
const E164 = /^\+[1-9]\d{6,14}$/

function resumed(record: ConversationRecord, recorderId: string): Resumed {
  const { id, conversation_id: conversationId } = record
  const callerId = record.metadata.caller_id
  return {
    start: {
      id,
      label: conversationId,
      tenantId: record.tenant_id,
      recorderId,
      writer: newWriter(),
      startedAt: record.started_at.getTime(),
      channel: record.channel,
      resumable: true,
      ...(record.room_name !== null && { roomName: record.room_name }),
      ...(record.language !== null && { language: record.language }),
      ...(record.agent_name !== null && { agentName: record.agent_name }),
      ...(record.user_name !== null && { userName: record.user_name }),
      ...(record.user_phone !== null && { userPhone: record.user_phone }),
      ...(record.user_email !== null && { userEmail: record.user_email }),
      ...(typeof callerId === 'string' && E164.test(callerId) && { callerId }),
    },
    claim: { id, conversationId, erased: false },
    before: record.messages.map(messageOf),
  }
}

function messageOf(row: MessageRecord): Message {
  return {
    writer: row.writer,
    seq: row.seq,
    revision: row.revision,
    role: row.role,
    content: row.content,
    ...(row.heard !== null && { heard: row.heard }),
    ...(row.interrupted && { interrupted: true }),
    ...(row.language !== null && { language: row.language }),
    timestamp: row.timestamp.getTime(),
    metadata: row.metadata,
  }
}
