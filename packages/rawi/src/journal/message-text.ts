import { type Message, ROLES, type Role } from '../conversation/message.ts'

type Plain = 'writer' | 'seq' | 'revision' | 'role' | 'timestamp' | 'content'

/** Fields that most messages do not have. */
const SELDOM = Object.keys({
  heard: true,
  interrupted: true,
  provisional: true,
  language: true,
  metadata: true,
  revisedAt: true,
} satisfies Record<Exclude<keyof Message, Plain>, true>) as Exclude<keyof Message, Plain>[]

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes, and surrogates it may have to
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

const REVISION = Buffer.from(',"revision":')
const AFTER_REVISION = forEachRole((role) => `,"role":"${role}","timestamp":`)
/** Of nearly every message: put down in one go. */
const FIRST_REVISION = forEachRole((role) => `,"revision":0,"role":"${role}","timestamp":`)
const CONTENT = Buffer.from(',"content":')
const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACE = 0x7d
const ZERO = 0x30
/** More than the fixed words and the digits of three numbers take. */
const FIXED_BYTES = 160

/** A longer text is faster encoded by Node itself; most turns are shorter. */
const SHORT_TEXT = 512

/** How the text of every message entry of one writer in one conversation begins, in ASCII. */
export function messageHead(conversation: string, writer: number): Buffer {
  return Buffer.from(
    `{"kind":"message","conversation":${JSON.stringify(conversation)},"message":{"writer":${writer},"seq":`,
  )
}

/** What a message has beside its plain fields, as JSON; empty for most. */
export function seldomText(message: Message): string {
  const { revision, heard, interrupted, provisional, language, metadata } = message
  // By their names: looking five of them up in a list cost as much as writing the frame's numbers. A revision has its moment.
  if (revision === 0 && (heard ?? interrupted ?? provisional ?? language ?? metadata) === undefined) return ''
  let text = ''
  for (const field of SELDOM) {
    const value = message[field]
    if (value !== undefined) text += `,"${field}":${JSON.stringify(value)}`
  }
  return text
}

/** The most bytes that `writeMessage` takes. */
export function messageBound(head: Buffer, message: Message, seldom: string): number {
  // Six bytes for each UTF-16 unit of a content that has to be escaped.
  return head.length + FIXED_BYTES + message.content.length * 6 + seldom.length * 3
}

/**
 * Writes a message entry as JSON at `start` and returns its bytes. By hand, because putting the text together is most
 * of what an append costs: a third of `JSON.stringify` and one write.
 */
export function writeMessage(target: Buffer, start: number, head: Buffer, message: Message, seldom: string): number {
  const { seq, revision, role, timestamp, content } = message
  let at = put(target, start, head)
  at = writeDigits(target, at, seq)
  if (revision === 0) {
    at = put(target, at, FIRST_REVISION.get(role) as Buffer)
  } else {
    at = put(target, at, REVISION)
    at = writeDigits(target, at, revision)
    at = put(target, at, AFTER_REVISION.get(role) as Buffer)
  }
  at = writeDigits(target, at, timestamp)
  at = put(target, at, CONTENT)
  at = writeContent(target, at, content)
  if (seldom !== '') at += target.write(seldom, at, 'utf8')
  target[at++] = BRACE
  target[at++] = BRACE
  return at - start
}

/** A text as JSON writes it. */
function writeContent(target: Buffer, start: number, content: string): number {
  if (content.length <= SHORT_TEXT) {
    const end = writeShort(target, start, content)
    if (end !== undefined) return end
  } else if (!ESCAPED.test(content)) {
    target[start] = QUOTE
    const end = start + 1 + target.write(content, start + 1, 'utf8')
    target[end] = QUOTE
    return end + 1
  }
  return start + target.write(JSON.stringify(content), start, 'utf8')
}

/** In one pass and without leaving JavaScript; undefined where something has to be escaped. */
function writeShort(target: Buffer, start: number, content: string): number | undefined {
  let at = start
  target[at++] = QUOTE
  for (let index = 0; index < content.length; index++) {
    const unit = content.charCodeAt(index)
    if (unit < 0x80) {
      if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH) return undefined
      target[at++] = unit
    } else if (unit < 0x800) {
      target[at++] = 0xc0 | (unit >> 6)
      target[at++] = 0x80 | (unit & 0x3f)
    } else {
      if (unit >= 0xd800 && unit <= 0xdfff) return undefined
      target[at++] = 0xe0 | (unit >> 12)
      target[at++] = 0x80 | ((unit >> 6) & 0x3f)
      target[at++] = 0x80 | (unit & 0x3f)
    }
  }
  target[at++] = QUOTE
  return at
}

function forEachRole(text: (role: Role) => string): ReadonlyMap<Role, Buffer> {
  return new Map(ROLES.map((role) => [role, Buffer.from(text(role))]))
}

function put(target: Buffer, at: number, bytes: Buffer): number {
  target.set(bytes, at)
  return at + bytes.length
}

/** A number as JSON writes it; whole ones, as nearly all are, without making a string. */
function writeDigits(target: Buffer, at: number, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) return at + target.write(JSON.stringify(value), at, 'latin1')
  let digits = 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
  let rest = value
  for (let place = at + digits - 1; place >= at; place--) {
    const tenth = Math.floor(rest / 10)
    // In this order: near 2^53 anything added before would round.
    target[place] = rest - tenth * 10 + ZERO
    rest = tenth
  }
  return at + digits
}
