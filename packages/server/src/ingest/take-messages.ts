import { type Message, type MessageInput, RawiError } from 'rawi'
import { BOUNDS } from 'rawi/maintenance'
import type { IngestCall, TakenMessage } from './ingest-call.ts'
import type { KeptBody, MessageBody } from './ingest-schema.ts'
import { printOf } from './print.ts'

interface Asked {
  /** The client's own id, or one made of the request's key. */
  readonly id: string | undefined
  readonly body: MessageBody
  readonly print: string
}

/**
 * Takes messages in, those that were taken before not again. Nothing here waits, so that of requests that come at once each
 * finds what the one before it did; and nothing is taken of a request that says something else under a known id or key.
 * @throws RawiError RAWI_IDEMPOTENCY_MISMATCH, RAWI_CONVERSATION_ENDED, RAWI_CONFLICT where the conversation is full
 */
export function takeMessages(
  call: IngestCall,
  bodies: readonly MessageBody[],
  key: string | undefined,
  observe: (milliseconds: number) => void,
): KeptBody {
  const asked = bodies.map((body, at): Asked => {
    const id = body.id ?? (key === undefined ? undefined : `${key}/${at}`)
    return { id, body, print: wordsPrint(body) }
  })
  checkKey(call, key, asked)
  const fresh = checkAll(call, asked)
  if (call.count + fresh > BOUNDS.MESSAGES_MAX)
    throw new RawiError('RAWI_CONFLICT', `A conversation holds at most ${BOUNDS.MESSAGES_MAX} messages.`)
  const items = asked.map((one) => {
    const begun = performance.now()
    const taken = take(call, one)
    observe(performance.now() - begun)
    const { writer, seq, revision, timestamp } = taken
    return { id: one.body.id ?? null, writer, seq, revision, timestamp }
  })
  return { id: call.conversation.id, conversation_id: call.conversation.conversationId, items }
}

function take(call: IngestCall, { id, body, print }: Asked): TakenMessage {
  const known = id === undefined ? undefined : call.taken.get(id)
  const { conversation } = call
  // A turn that was still being spoken is followed by its final words; everything else stands as it is.
  if (known && (known.print === print || !known.provisional)) return known
  const input = inputOf(body, id, print)
  let message: Message | undefined
  if (known && known.writer === conversation.writer) message = conversation.reviseMessage(known.seq, input)
  else {
    message = conversation.addMessage(input)
    call.count++
  }
  if (!message) throw new RawiError('RAWI_INTERNAL', 'A message with words was not kept.')
  const { writer, seq, revision } = message
  const timestamp = new Date(message.timestamp).toISOString()
  const taken = { writer, seq, revision, timestamp, print, provisional: body.provisional === true }
  if (id !== undefined) call.taken.set(id, taken)
  return taken
}

/** How many are new; each is held against what was taken before and what stands before it in the request. @throws RawiError RAWI_IDEMPOTENCY_MISMATCH */
function checkAll({ taken }: IngestCall, asked: readonly Asked[]): number {
  const said = new Map<string, Known>()
  let fresh = 0
  for (const { id, body, print } of asked) {
    const known = id === undefined ? undefined : (said.get(id) ?? taken.get(id))
    if (known) checkKnown(known, body, print)
    else fresh++
    if (id !== undefined && (!known || known.provisional))
      said.set(id, { print, provisional: body.provisional === true })
  }
  return fresh
}

type Known = Pick<TakenMessage, 'print' | 'provisional'>

function checkKnown(known: Known, body: MessageBody, print: string): void {
  // Words that come late of a turn that is final by now say nothing new.
  if (known.print === print || known.provisional || body.provisional) return
  throw new RawiError('RAWI_IDEMPOTENCY_MISMATCH', 'A message with this id was taken with other words.')
}

/** @throws RawiError RAWI_IDEMPOTENCY_MISMATCH */
function checkKey({ requests }: IngestCall, key: string | undefined, asked: readonly Asked[]): void {
  if (key === undefined) return
  const print = short(asked.map(({ body, print }) => [body.id ?? null, print]))
  const known = requests.get(key)
  if (known !== undefined && known !== print)
    throw new RawiError('RAWI_IDEMPOTENCY_MISMATCH', 'This Idempotency-Key came with other messages before.')
  requests.set(key, print)
  for (const oldest of requests.keys()) {
    if (requests.size <= BOUNDS.INGEST_KEYS_MAX) break
    requests.delete(oldest)
  }
}

function inputOf(body: MessageBody, id: string | undefined, print: string): MessageInput {
  const { id: _, timestamp, metadata, heard, interrupted, provisional, language, role, content } = body
  const mark = id === undefined ? undefined : { client_message_id: id, client_message_print: print }
  return {
    role,
    content,
    ...(heard !== undefined && { heard }),
    ...(interrupted !== undefined && { interrupted }),
    ...(provisional !== undefined && { provisional }),
    ...(language !== undefined && { language }),
    ...(timestamp !== undefined && { timestamp: new Date(timestamp) }),
    ...((metadata ?? mark) && { metadata: { ...metadata, ...mark } }),
  }
}

function wordsPrint({ id: _, ...said }: MessageBody): string {
  return short(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function short(value: unknown): string {
  return printOf(value).toString('base64url').slice(0, 16)
}
