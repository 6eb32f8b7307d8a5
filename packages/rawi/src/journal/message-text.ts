import type { Message } from '../conversation/message.ts'

type Plain = 'writer' | 'seq' | 'revision' | 'role' | 'timestamp' | 'content'

/** Fields that most messages do not have. */
const SELDOM = Object.keys({
  heard: true,
  interrupted: true,
  provisional: true,
  language: true,
  metadata: true,
} satisfies Record<Exclude<keyof Message, Plain>, true>) as Exclude<keyof Message, Plain>[]

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes, and surrogates it may have to
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

/**
 * A message as JSON in two parts, because putting it together is most of what an append costs: what is surely ASCII,
 * and the rest. Half the time of `JSON.stringify` and one write.
 */
export function messageText(message: Message): { ascii: string; rest: string } {
  const { writer, seq, revision, role, timestamp, content } = message
  let rest = ESCAPED.test(content) ? `${JSON.stringify(content)}` : `"${content}"`
  for (const field of SELDOM) {
    const value = message[field]
    if (value !== undefined) rest += `,"${field}":${JSON.stringify(value)}`
  }
  return {
    ascii: `{"writer":${writer},"seq":${seq},"revision":${revision},"role":"${role}","timestamp":${timestamp},"content":`,
    rest: `${rest}}}`,
  }
}
