import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/conversation/message.ts'
import { messageText } from '../../src/journal/message-text.ts'

/** Every UTF-16 there is: quotes, control characters and halves of surrogate pairs among them. */
const text = fc.oneof(
  fc.string(),
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

describe('the text of a message', () => {
  it('reads back as JSON.stringify of it does, its first part in ASCII', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { ascii, rest } = messageText(message)
        expect(JSON.parse(`{"message":${ascii}${rest}`)).toEqual({ message: JSON.parse(JSON.stringify(message)) })
        expect(Buffer.from(ascii, 'latin1').toString('utf8')).toBe(ascii)
      }),
    )
  })

  it('leaves no lone surrogate to UTF-8, which has no bytes for it', () => {
    const { rest } = messageText({ writer: 1, seq: 0, revision: 0, role: 'user', content: 'a\ud83d', timestamp: 0 })
    expect(JSON.parse(`{"message":{"content":${Buffer.from(rest).toString()}`).message.content).toBe('a\ud83d')
  })
})
