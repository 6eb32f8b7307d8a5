import type { Entry } from '../../src/conversation/entry.ts'
import type { Message } from '../../src/conversation/message.ts'

/** A whole start of a conversation whose id is what the test calls it. */
export function start(conversation: string): Extract<Entry, { kind: 'start' }> {
  return {
    kind: 'start',
    conversation,
    start: {
      id: conversation,
      label: `room-${conversation}`,
      tenantId: 'default',
      recorderId: '0190a000-0000-7000-8000-000000000001',
      writer: 7,
      startedAt: 1_700_000_000_000,
      channel: 'web',
    },
  }
}

export function message(
  conversation: string,
  seq: number,
  more: Partial<Message> = {},
): Extract<Entry, { kind: 'message' }> {
  const content = `مرحباً ${seq}`
  const fields = { writer: 7, seq, revision: 0, role: 'user', content, timestamp: 1_700_000_000_000 + seq } as const
  return { kind: 'message', conversation, message: { ...fields, ...more } }
}

export function end(conversation: string): Extract<Entry, { kind: 'end' }> {
  return {
    kind: 'end',
    conversation,
    end: { rank: 4, status: 'completed', endReason: 'user_hangup', endedAt: 1_700_000_100_000, durationSeconds: 100 },
  }
}

export function saved(conversation: string, watermark: number, final: boolean): Extract<Entry, { kind: 'saved' }> {
  return { kind: 'saved', conversation, writer: 7, watermark, final }
}

export function erased(conversation: string): Extract<Entry, { kind: 'erased' }> {
  return { kind: 'erased', conversation }
}
