import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { type JsonObject, type Message, ROLES } from '../../src/conversation/message.ts'
import { CHANNELS, type ConversationEnd, END_RANK, END_REASONS } from '../../src/conversation/outcome.ts'
import type { ConversationStore } from '../../src/conversation/store-port.ts'
import type { Database } from '../../src/store/database.ts'
import { batchOf, drain, MOMENT, startOf } from '../store/calls.ts'

/** Any text there can be: NUL, lone surrogates, marks that turn the line around, what JSON and SQL must escape. */
const anyText = fc.oneof(
  fc.uint16Array({ maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'مرحباً، أريد الاستفسار',
    '\0',
    '\ud800',
    '\u202e',
    `'; drop table messages; --`,
    '\\u0000 "x"\n\t',
    '👩‍👩‍👧',
    '=1+1',
  ),
)
const someText = fc.option(anyText, { nil: undefined })
const metadata = fc.option(
  fc.dictionary(anyText, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }).map((value) => value as unknown as JsonObject),
  { nil: undefined },
)
const phone = fc.constantFrom('+963991234567', '+963991234568', '+12025550123', undefined)

const message = fc.record({
  role: fc.constantFrom(...ROLES),
  content: anyText,
  heard: someText,
  interrupted: fc.option(fc.boolean(), { nil: undefined }),
  language: fc.constantFrom('ar', 'en', undefined),
  revision: fc.nat(3),
  metadata,
})

const end = fc.record({
  rank: fc.constantFrom(...Object.values(END_RANK)),
  status: fc.constantFrom('completed' as const, 'abandoned' as const, 'failed' as const),
  endReason: fc.constantFrom(...END_REASONS),
  durationSeconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  userName: someText,
  userPhone: phone,
  userEmail: someText,
  summary: someText,
  rating: fc.constantFrom(1, 5, undefined),
  tags: fc.option(fc.array(anyText, { maxLength: 3 }), { nil: undefined }),
  metrics: metadata,
  metadata,
})

const patch = fc.record({
  field: fc.constantFrom('name' as const, 'phone' as const, 'email' as const),
  value: anyText,
  raw: anyText,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  status: fc.constantFrom('candidate' as const, 'confirmed' as const, 'superseded' as const, 'rejected' as const),
  source: fc.constantFrom('rules' as const, 'llm' as const, 'human' as const, 'sip' as const),
  evidence: fc.array(
    fc.record({
      ...{
        seq: fc.nat(9),
        role: fc.constantFrom('user' as const, 'assistant' as const),
        start: fc.nat(9),
        end: fc.nat(99),
      },
      ...{ quote: anyText, kind: fc.constantFrom('stated' as const, 'affirmed_readback' as const) },
    }),
    { maxLength: 2 },
  ),
})

const conversation = fc.record({
  contact: fc.array(patch, { maxLength: 3 }),
  channel: fc.constantFrom(...CHANNELS),
  roomSid: fc.boolean(),
  writers: fc.array(fc.array(message, { maxLength: 4 }), { minLength: 1, maxLength: 2 }),
  end: fc.option(end, { nil: undefined }),
  language: fc.constantFrom('ar', 'en', undefined),
})

/** Saves as many conversations as asked, generated from a seed, through the store itself; then the rarer kinds of rows. */
export async function fillWithContent(
  database: Database,
  store: ConversationStore,
  tenantId: string,
  { seed, conversations }: { seed: number; conversations: number },
): Promise<void> {
  for (const [index, drawn] of fc.sample(conversation, { seed, numRuns: conversations }).entries()) {
    const roomSid = drawn.roomSid ? `RM_${index}` : undefined
    for (const messages of drawn.writers) {
      const start = startOf(tenantId, {
        label: `room-${index}`,
        startedAt: MOMENT + index * 3_600_000,
        channel: drawn.channel,
        ...(roomSid !== undefined && { roomSid }),
        ...(drawn.language !== undefined && { language: drawn.language }),
      })
      const kept = messages.map(
        (one, seq): Message => defined({ ...one, writer: start.writer, seq, timestamp: start.startedAt + seq * 1_001 }),
      )
      const told = drawn.end && (defined({ ...drawn.end, endedAt: start.startedAt + 60_000 }) as ConversationEnd)
      await store.save([{ ...batchOf(start, kept, told), contact: drawn.contact }])
    }
  }
  await store.saveUser({ phone: '+963112345678', name: 'زائر بلا مكالمة' })
  await database.query(
    `insert into conversation_events (tenant_id, conversation_uuid, kind, detail)
     select tenant_id, id, 'joined', '{"number": 12345678901234567890.125, "text": "مرحبا"}' from conversations`,
  )
  await database.query(
    `insert into recordings (conversation_uuid, tenant_id, file, container, codec, channels, sample_rate, started_at, duration_ms, bytes)
     select id, tenant_id, id || '.ogg', 'ogg', 'opus', 2, 24000, started_at, 60000, 360000 from conversations`,
  )
  await database.query(
    `update conversations set metadata = metadata || '{"big": 9007199254740993, "exact": 0.10}' where id in (select id from conversations limit 1)`,
  )
  await store.save([batchOf(startOf(tenantId, { label: 'room-erased' }))])
  await store.erase({ conversation: 'room-erased' })
  await store.erase({ conversation: randomUUID() })
  await drain(store)
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>
}
