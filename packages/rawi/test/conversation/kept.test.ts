import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CallMessages } from '../../src/conversation/call-messages.ts'
import type { ConversationStart, Entry } from '../../src/conversation/entry.ts'
import { batchOf, foldEntries, keepConversation, lostEnd, turnsOf } from '../../src/conversation/kept.ts'
import { latestRevisions, type Message } from '../../src/conversation/message.ts'
import { type ConversationEnd, END_RANK, mergeEnds } from '../../src/conversation/outcome.ts'

const OWNER = { recorderId: 'recorder', tenantId: 'tenant' }
const IDS = ['019aaaaa-0000-7000-8000-000000000001', '019aaaaa-0000-7000-8000-000000000002']

const startOf = (id: string): ConversationStart => ({
  id,
  label: `room-${id.at(-1)}`,
  tenantId: 'tenant',
  recorderId: 'recorder',
  writer: 7,
  startedAt: 1_000,
  channel: 'text',
})

const messageOf = (seq: number, revision: number, role: Message['role'] = 'user'): Message => ({
  writer: 7,
  seq,
  revision,
  role,
  content: `${seq}.${revision}`,
  timestamp: 1_000 + seq,
})

const entryOf: fc.Arbitrary<Entry> = fc.constantFrom(...IDS).chain((conversation) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<Entry>({ kind: 'start', conversation, start: startOf(conversation) }) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.nat(5), fc.nat(3))
        .map(([seq, revision]): Entry => ({ kind: 'message', conversation, message: messageOf(seq, revision) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .nat(9)
        .map((watermark): Entry => ({ kind: 'saved', conversation, writer: 7, watermark, final: false })),
    },
  ),
)

describe('what a journal comes to', () => {
  test('every message once, in its highest revision, however often its frames repeat', () => {
    fc.assert(
      fc.property(fc.array(entryOf), (entries) => {
        const folded = foldEntries([...entries, ...entries], OWNER)
        for (const id of IDS) {
          const frames = entries.filter((entry) => entry.kind === 'message' && entry.conversation === id)
          const best = new Map<number, number>()
          for (const { message } of frames as Extract<Entry, { kind: 'message' }>[]) {
            best.set(message.seq, Math.max(message.revision, best.get(message.seq) ?? 0))
          }
          const held = folded.get(id)?.messages ?? new CallMessages()
          expect(new Map([...held.values()].map(({ seq, revision }) => [seq, revision]))).toEqual(best)
          expect(held.size).toBe(best.size)
          for (const [seq, revision] of best) expect(held.get(seq)?.revision).toBe(revision)
        }
      }),
    )
  })

  test('the words of a call whose first frame was damaged are kept under a label of its own', () => {
    const [id] = IDS as [string]
    const kept = foldEntries([{ kind: 'message', conversation: id, message: messageOf(0, 0) }], OWNER).get(id)
    expect(kept?.start).toMatchObject({ id, label: `recovered-${id}`, tenantId: 'tenant', writer: 7 })
    expect(kept?.start.startedAt).toBe(0x019aaaaa0000)
    expect(kept && turnsOf(kept)).toBe(1)
  })

  test.each(['saved', 'erased'] as const)('a conversation that was %s for good is not handed out again', (kind) => {
    const [id] = IDS as [string]
    const last: Entry =
      kind === 'erased' ? { kind, conversation: id } : { kind, conversation: id, writer: 7, watermark: 1, final: true }
    const entries: Entry[] = [
      { kind: 'start', conversation: id, start: startOf(id) },
      { kind: 'message', conversation: id, message: messageOf(0, 0) },
      last,
      { kind: 'message', conversation: id, message: messageOf(0, 0) },
    ]
    expect(foldEntries(entries, OWNER).size).toBe(0)
  })

  test('an unfinished call ends at its last sign of life, at the rank of a journal', () => {
    const [id] = IDS as [string]
    const kept = foldEntries(
      [
        { kind: 'start', conversation: id, start: startOf(id) },
        { kind: 'message', conversation: id, message: { ...messageOf(0, 0), timestamp: 4_500 } },
      ],
      OWNER,
    ).get(id)
    expect(kept && lostEnd(kept)).toEqual({
      rank: END_RANK.journal,
      status: 'abandoned',
      endReason: 'worker_lost',
      endedAt: 4_500,
      durationSeconds: 3.5,
    })
  })

  test.each<[string, Entry[]]>([
    [
      'what was still being said',
      [{ kind: 'message', conversation: IDS[0] ?? '', message: { ...messageOf(0, 1), revisedAt: 9_000 } }],
    ],
    [
      'what happened besides words',
      [
        {
          kind: 'fact',
          conversation: IDS[0] ?? '',
          fact: { kind: 'event', id: 'e', name: 'hand_over', detail: {}, at: 9_000 },
        },
      ],
    ],
  ])('%s is a sign of life too', (_, last) => {
    const [id] = IDS as [string]
    const entries: Entry[] = [
      { kind: 'start', conversation: id, start: startOf(id) },
      { kind: 'message', conversation: id, message: { ...messageOf(0, 0, 'assistant'), provisional: true } },
      ...last,
    ]
    const kept = foldEntries(entries, OWNER).get(id)
    expect(kept && lostEnd(kept)).toMatchObject({ endedAt: 9_000, durationSeconds: 8 })
  })
})

describe('ends', () => {
  const ends: fc.Arbitrary<ConversationEnd> = fc.record(
    {
      rank: fc.constantFrom(...Object.values(END_RANK)),
      status: fc.constantFrom('completed', 'abandoned', 'failed'),
      endReason: fc.constantFrom('user_hangup', 'worker_lost', 'error'),
      endedAt: fc.nat(),
      durationSeconds: fc.nat(),
      summary: fc.string(),
      userName: fc.string(),
    },
    { requiredKeys: ['rank', 'status', 'endReason', 'endedAt', 'durationSeconds'] },
  )

  test('the higher rank holds, within a rank the first, and later ones fill only what is empty', () => {
    fc.assert(
      fc.property(fc.array(ends, { minLength: 1 }), (told) => {
        const merged = told.reduce<ConversationEnd | undefined>(mergeEnds, undefined)
        const rank = Math.max(...told.map((end) => end.rank))
        const winner = told.find((end) => end.rank === rank)
        expect(merged?.rank).toBe(rank)
        expect(merged?.status).toBe(winner?.status)
        expect(merged?.endedAt).toBe(winner?.endedAt)
        if (winner?.summary !== undefined) expect(merged?.summary).toBe(winner.summary)
        else expect(merged?.summary !== undefined).toBe(told.some((end) => end.summary !== undefined))
      }),
    )
  })

  test('an end told twice changes nothing', () => {
    fc.assert(
      fc.property(ends, (end) => {
        expect(mergeEnds(mergeEnds(undefined, end), end)).toEqual(end)
      }),
    )
  })
})

test('messages are read by time, then writer, then sequence', () => {
  const read = latestRevisions([
    { ...messageOf(1, 0), timestamp: 5, writer: 2 },
    { ...messageOf(0, 0), timestamp: 5, writer: 2 },
    { ...messageOf(0, 0), timestamp: 5, writer: 1 },
    { ...messageOf(9, 0), timestamp: 4, writer: 9 },
  ])
  expect(read.map(({ writer, seq }) => [writer, seq])).toEqual([
    [9, 9],
    [1, 0],
    [2, 0],
    [2, 1],
  ])
})

test('a save is told that nothing of a call can stand already once, and never of a call that a journal gave back', () => {
  const [id = ''] = IDS
  const running = keepConversation(startOf(id))
  expect([batchOf(running).unsent, batchOf(running).unsent]).toEqual([true, undefined])
  const [read] = foldEntries([{ kind: 'start', conversation: id, start: startOf(id) }], OWNER).values()
  expect(read && batchOf(read).unsent).toBeUndefined()
})
