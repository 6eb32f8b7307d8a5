import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationStart } from '../../src/conversation/entry.ts'
import { latestRevisions, type Message } from '../../src/conversation/message.ts'
import { END_RANK, type EndRank, settleOutcome } from '../../src/conversation/outcome.ts'
import type { ConversationBatch, ConversationStore } from '../../src/conversation/store-port.ts'
import { type IdentityModel, type ModelCall, type ModelConversation, turnsIn } from './identity-model.ts'

/** One run: a model, the calls its processes made, and what they sent to the store. */
export interface Run {
  readonly model: IdentityModel
  readonly calls: ModelCall[]
  readonly sent: { call: ModelCall; batch: ConversationBatch }[]
  /** Makes labels and sids of this run its own, so that runs can share a database. */
  readonly name: string
  readonly tenantId: string
  now: number
}

type Command = fc.AsyncCommand<Run, ConversationStore>

/** Any order of starts, words, revisions, partial saves, ends of every rank, and replays of all of it. */
export const identityCommands: fc.Arbitrary<Iterable<Command>> = fc.commands(
  [
    fc.record({ label: fc.nat(2), sid: fc.option(fc.nat(2), { nil: undefined }), claims: fc.boolean() }).map(start),
    fc
      .record({
        call: fc.nat(),
        role: fc.constantFrom('user', 'assistant', 'system', 'tool'),
        times: fc.integer({ min: 1, max: 4 }),
      })
      .map(add),
    fc.record({ call: fc.nat(), seq: fc.nat() }).map(revise),
    fc.array(fc.nat(), { minLength: 1, maxLength: 4 }).map(saveTails),
    fc
      .record({ call: fc.nat(), rank: fc.constantFrom(...Object.values(END_RANK)), summary: fc.option(fc.nat(9)) })
      .map(end),
    fc.nat().map(replay),
  ],
  { maxCommands: 30, size: 'max' },
)

function command(
  name: string,
  needs: 'calls' | 'sent' | 'nothing',
  run: (run: Run, store: ConversationStore) => Promise<void>,
): Command {
  return {
    check: (model) => needs === 'nothing' || model[needs].length > 0,
    async run(model, store) {
      model.now += 1_000
      await run(model, store)
    },
    toString: () => name,
  }
}

function start(asked: { label: number; sid: number | undefined; claims: boolean }): Command {
  return command(`start(${JSON.stringify(asked)})`, 'nothing', async (run, store) => {
    const begun: ConversationStart = {
      id: uuidv7(),
      label: `${run.name}-room-${asked.label}`,
      tenantId: run.tenantId,
      recorderId: uuidv7(),
      writer: Math.floor(Math.random() * 2 ** 32) | 0,
      startedAt: run.now,
      channel: 'api',
      ...(asked.sid !== undefined && { roomSid: `${run.name}-RM_${asked.sid}` }),
    }
    const call: ModelCall = {
      start: begun,
      messages: new Map(),
      lastActivityAt: run.now,
      end: undefined,
      settled: undefined,
    }
    run.calls.push(call)
    if (!asked.claims) return
    const settled = run.model.claim(call, run.now)
    const claim = await store.claim(begun, run.now)
    assert.deepEqual({ id: claim.id, label: claim.conversationId }, { id: settled.id, label: settled.label })
  })
}

function add(words: { call: number; role: Message['role']; times: number }): Command {
  return command(`add(${JSON.stringify(words)})`, 'calls', async (run) => {
    const call = pick(run.calls, words.call)
    for (let time = 0; time < words.times; time++) {
      const seq = call.messages.size
      call.messages.set(seq, {
        writer: call.start.writer,
        seq,
        revision: 0,
        role: words.role,
        content: `${words.role} ${seq}`,
        timestamp: run.now,
      })
    }
    call.lastActivityAt = run.now
  })
}

function revise(which: { call: number; seq: number }): Command {
  return command(`revise(${JSON.stringify(which)})`, 'calls', async (run) => {
    const call = pick(run.calls, which.call)
    const known = call.messages.get(which.seq % Math.max(1, call.messages.size))
    if (known) call.messages.set(known.seq, { ...known, revision: known.revision + 1, content: `${known.content}'` })
  })
}

/** Several calls in one save, as after an outage or in live sync. */
function saveTails(which: number[]): Command {
  return command(`save(${which})`, 'calls', async (run, store) => {
    const calls = [...new Set(which.map((index) => pick(run.calls, index)))]
    await send(
      run,
      store,
      calls.map((call) => ({ call, batch: batchOf(call) })),
    )
  })
}

function end(told: { call: number; rank: EndRank; summary: number | null }): Command {
  return command(`end(${JSON.stringify(told)})`, 'calls', async (run, store) => {
    const call = pick(run.calls, told.call)
    const spoke = [...call.messages.values()].some(({ role }) => role === 'user')
    call.end = {
      rank: told.rank,
      ...settleOutcome(told.rank === END_RANK.worker ? 'user_hangup' : 'worker_lost', spoke),
      endedAt: run.now,
      durationSeconds: (run.now - call.start.startedAt) / 1000,
      ...(told.summary !== null && { summary: `summary ${told.summary}` }),
    }
    await send(run, store, [{ call, batch: batchOf(call) }])
  })
}

/** An answer was lost, or a journal is read twice: the very same batch again. */
function replay(which: number): Command {
  return command(`replay(${which})`, 'sent', async (run, store) => {
    await send(run, store, [pick(run.sent, which)])
  })
}

async function send(run: Run, store: ConversationStore, sent: Run['sent']): Promise<void> {
  const outcomes = await store.save(sent.map(({ batch }) => batch))
  for (const { call, batch } of sent) run.model.save(call, batch.messages, batch.turns, batch.end)
  for (const [index, { call, batch }] of sent.entries()) {
    assert.equal(outcomes[index]?.id, call.settled?.id)
    assert.equal(outcomes[index]?.messagesSaved, batch.messages.length, 'a replay has still saved them all')
  }
  run.sent.push(...sent)
}

function batchOf(call: ModelCall): ConversationBatch {
  return {
    start: call.start,
    messages: latestRevisions(call.messages.values()),
    turns: turnsIn(call.messages.values()),
    ...(call.end && { end: call.end }),
    lastActivityAt: call.end?.endedAt ?? call.lastActivityAt,
  }
}

/** What the store holds in the end is what the model holds, found by every name it ever had. */
export async function mustAgree(run: Run, store: ConversationStore): Promise<void> {
  for (const conversation of run.model.conversations) {
    const record = await store.get(conversation.id)
    assert(record, 'every conversation is found by its id')
    assert.deepEqual(facts(record), expected(conversation))
  }
  for (const { start, settled } of run.calls) {
    if (settled) assert.equal((await store.get(start.id))?.id, settled.id, 'a losing UUID finds the winner')
  }
}

function facts(record: NonNullable<Awaited<ReturnType<ConversationStore['get']>>>): object {
  return {
    label: record.conversation_id,
    sid: record.room_sid,
    status: record.status,
    end_reason: record.end_reason,
    summary: record.summary,
    ended_at: record.ended_at?.getTime() ?? null,
    message_count: record.message_count,
    messages: record.messages.map(({ writer, seq, revision, content }) => ({ writer, seq, revision, content })),
  }
}

function expected(conversation: ModelConversation): object {
  const { end } = conversation
  return {
    label: conversation.label,
    sid: conversation.sid ?? null,
    status: end?.status ?? 'active',
    end_reason: end?.endReason ?? null,
    summary: end?.summary ?? null,
    ended_at: end ? Math.max(end.endedAt, conversation.startedAt) : null,
    message_count: [...conversation.turns.values()].reduce((sum, turns) => sum + turns, 0),
    messages: latestRevisions(conversation.messages.values()).map(({ writer, seq, revision, content }) => ({
      writer,
      seq,
      revision,
      content,
    })),
  }
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
