import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/conversation/message.ts'
import { messageBound, messageHead, seldomText, writeMessage } from '../../src/journal/message-text.ts'

/** Every UTF-16 there is: quotes, control characters and halves of surrogate pairs among them; short and long. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 500, maxLength: 600 }),
  fc.array(fc.integer({ min: 0x20, max: 0xd7ff }), { maxLength: 600 }).map((units) => String.fromCharCode(...units)),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
)

const messages: fc.Arbitrary<Message> = fc.record(
  {
    writer: fc.integer(),
    seq: fc.nat(),
    revision: fc.nat(32_767),
    role: fc.constantFrom('user', 'assistant', 'system', 'tool'),
    content: text,
    timestamp: fc.nat(Number.MAX_SAFE_INTEGER),
    heard: text,
    interrupted: fc.boolean(),
    provisional: fc.boolean(),
    language: text,
    metadata: fc.dictionary(text, fc.jsonValue() as fc.Arbitrary<string>),
  },
  { requiredKeys: ['writer', 'seq', 'revision', 'role', 'content', 'timestamp'] },
)

const CONVERSATION = '019aaaaa-0000-7000-8000-000000000001'

function written(message: Message): string {
  const head = messageHead(CONVERSATION, message.writer)
  const seldom = seldomText(message)
  const target = Buffer.alloc(5 + messageBound(head, message, seldom))
  return target.toString('utf8', 5, 5 + writeMessage(target, 5, head, message, seldom))
}

describe('the text of a message', () => {
  it('reads back as JSON.stringify of its entry does', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const entry = { kind: 'message', conversation: CONVERSATION, message }
        expect(JSON.parse(written(message))).toEqual(JSON.parse(JSON.stringify(entry)))
      }),
    )
  })

  it.each([0, 9, 10, 99, 100, 1_795_341_200_000, Number.MAX_SAFE_INTEGER, -1, 0.5, 1e21])(
    'writes the number %d as JSON does',
    (timestamp) => {
      const message: Message = { writer: -5, seq: 0, revision: 0, role: 'tool', content: 'x', timestamp }
      expect(written(message)).toContain(`"timestamp":${JSON.stringify(timestamp)},`)
    },
  )

  it('leaves no lone surrogate to UTF-8, which has no bytes for it', () => {
    const message: Message = { writer: 1, seq: 0, revision: 0, role: 'user', content: 'a\ud83d', timestamp: 0 }
    expect(JSON.parse(written(message)).message.content).toBe('a\ud83d')
  })
})
