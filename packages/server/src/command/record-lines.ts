import type { ConversationRecord, MessageRecord } from 'rawi'
import { contactLines } from './contact-lines.ts'
import { isolated, isolatedNumber, plainLines, plainText } from './display-text.ts'
import { durationText, localTime } from './moment.ts'
import { paint, type Terminal } from './terminal.ts'

/**
 * Who, when, how long, how it ended: one fact per line; what is not known is left out. `server` is the address where a
 * recording is heard.
 */
export function factLines(terminal: Terminal, record: ConversationRecord, server?: string): string[] {
  const text = (value: string | null) => direct(terminal, value ?? '', isolated)
  const facts: [string, string][] = [
    ['Conversation', text(record.conversation_id)],
    ['Id', record.id],
    ['Who', text(record.user_name)],
    ['Phone', direct(terminal, record.user_phone ?? '', isolatedNumber)],
    ['E-mail', text(record.user_email)],
    ['When', localTime(record.started_at)],
    ['Duration', durationText(record.duration_seconds)],
    ['Status', record.end_reason === null ? record.status : `${record.status} (${record.end_reason})`],
    ['Channel', record.channel],
    ['Language', text(record.language)],
    ['Agent', text(record.agent_name)],
    ['Summary', text(record.summary)],
    ['Rating', record.rating === null ? '' : `${record.rating} of 5`],
    ['Disposition', text(record.disposition)],
    ['Tags', record.tags.map(text).join(', ')],
    ['Messages', String(record.message_count)],
    ['Recording', record.recordings.map(recordingText).join(', ')],
    ['Listen', record.recordings.length > 0 ? listenText(record.id, server) : ''],
  ]
  const known = facts.filter(([, value]) => value !== '')
  return known.map(([name, value]) => `   ${paint(terminal, 'dim', `${name}:`.padEnd(14))}${value}`)
}

function recordingText({ file, duration_ms }: ConversationRecord['recordings'][number]): string {
  return duration_ms === null ? `${file} (not whole)` : `${file} (${durationText(duration_ms / 1_000)})`
}

function listenText(id: string, server: string | undefined): string {
  const path = `/play/${encodeURIComponent(id)}`
  const signIn = 'once signed in (rawi keys sign-in)'
  return server === undefined ? `${path} of the server (rawi start), ${signIn}` : `${server}${path} ${signIn}`
}

/** A conversation's facts, what is known of the caller and by which words, and then all words in the order they were said. */
export function recordLines(terminal: Terminal, record: ConversationRecord, server?: string): string[] {
  const contact = contactLines(terminal, record)
  const known = contact.length > 0 ? ['', `   ${paint(terminal, 'bold', 'How the caller is known')}`, ...contact] : []
  return [
    ...factLines(terminal, record, server),
    ...known,
    '',
    ...record.messages.flatMap((message) => messageLines(terminal, message)),
  ]
}

/** Of an interrupted turn, what was heard of it. */
function messageLines(terminal: Terminal, message: MessageRecord): string[] {
  const said = message.interrupted && message.heard !== null ? message.heard : message.content
  const [first = '', ...rest] = plainLines(message.interrupted ? `${said} …` : said)
  const time = localTime(message.timestamp).slice(11, 19)
  const speaker = paint(terminal, message.role === 'user' ? 'cyan' : 'green', message.role.padEnd(9))
  const shown = (line: string) => (terminal.interactive ? isolated(line) : line)
  return [
    `   ${paint(terminal, 'dim', time)}  ${speaker}  ${shown(first)}`,
    ...rest.map((line) => `${' '.repeat(24)}${shown(line)}`),
  ]
}

function direct(terminal: Terminal, value: string, isolate: (text: string) => string): string {
  const text = plainText(value)
  return terminal.interactive ? isolate(text) : text
}
