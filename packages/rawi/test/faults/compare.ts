import { expect } from 'vitest'
import type { Recorder } from '../../src/conversation/recorder-api.ts'
import type { ConversationRecord } from '../../src/conversation/store-port.ts'
import { roleAt, saidAt, summaryOf } from './said.ts'
import type { ToldCall } from './told.ts'

/** What was kept beyond what could still be told: the one act that the kill cut between promise and line. */
interface Surplus {
  count: number
}

/** Holds the database to the model: every promise once, nothing else, each call ended as it was ended. */
export async function expectKept(recorder: Recorder, calls: Map<string, ToldCall>): Promise<ConversationRecord[]> {
  const surplus: Surplus = { count: 0 }
  const records: ConversationRecord[] = []
  for (const call of calls.values()) {
    const record = await recorder.getConversation(call.id)
    expect(record?.id, 'a conversation is missing or became another one').toBe(call.id)
    if (record === undefined) continue
    records.push(record)
    expectMessages(record, call, surplus)
    expectEnd(record, call, surplus)
  }
  expect(surplus.count, 'acts that were never told').toBeLessThanOrEqual(1)
  return records
}

function expectMessages(record: ConversationRecord, call: ToldCall, surplus: Surplus): void {
  const kept = new Map(record.messages.map((message) => [message.seq, message]))
  expect(kept.size, 'a message is there twice').toBe(record.messages.length)
  for (const [seq, revision] of call.revisions) {
    expect(kept.get(seq)?.revision ?? -1, `message ${seq} of ${call.id}`).toBeGreaterThanOrEqual(revision)
  }
  for (const [seq, message] of kept) {
    surplus.count += message.revision - (call.revisions.get(seq) ?? -1)
    expect(message).toMatchObject({ role: roleAt(seq), content: saidAt(call.id, seq, message.revision) })
  }
  expect(record.messages.map(({ seq }) => seq)).toEqual(record.messages.map((_, seq) => seq))
  expect(record.message_count).toBe(record.messages.filter(({ role }) => role !== 'system').length)
}

function expectEnd(record: ConversationRecord, call: ToldCall, surplus: Surplus): void {
  const { started_at, ended_at, duration_seconds, status } = record
  expect(ended_at?.getTime()).toBeGreaterThanOrEqual(started_at.getTime())
  expect(duration_seconds).toBeGreaterThanOrEqual(0)
  if (call.ended || status === 'completed') {
    if (!call.ended) surplus.count++
    expect(record).toMatchObject({ status: 'completed', end_reason: 'agent_hangup', summary: summaryOf(call.id) })
  } else {
    expect(record).toMatchObject({ status: 'abandoned', end_reason: 'worker_lost', summary: null })
    const last = record.messages.at(-1)?.timestamp ?? started_at
    // A revision is a sign of life too, and only the journal knows when it was written.
    if (record.messages.every(({ revision }) => revision === 0)) expect(ended_at).toEqual(last)
    else expect(ended_at?.getTime()).toBeGreaterThanOrEqual(last.getTime())
  }
}
