import { v7 as uuidv7 } from 'uuid'
import { REVISION_MAX } from './bounds.ts'
import type { CallMessages } from './call-messages.ts'
import type { Clock } from './clock.ts'
import type { Contact } from './contact-listener.ts'
import { RawiError } from './errors.ts'
import type { Announcer } from './events.ts'
import { type CallFact, type EventRecord, eventRecord, type RecordingInput, withFact } from './fact.ts'
import { keptContent, keptField, keptRecording, keptRole, mustBeObject } from './input.ts'
import type { Alarm, Journal, JournalCall } from './journal-port.ts'
import { callerSpoke, type KeptConversation } from './kept.ts'
import { type JsonObject, latestRevisions, type Message, type MessageInput } from './message.ts'
import { keptMetadata } from './metadata.ts'
import { END_RANK, settleOutcome } from './outcome.ts'
import type { Conversation, EndOptions, EndResult } from './recorder-api.ts'
import { type DefaultRegion, keptEnd, keptEndReason } from './start-and-end.ts'
import type { Claim } from './store-port.ts'

/** What a running call needs of its recorder. */
export interface CallDesk {
  readonly journal: Journal
  readonly clock: Clock
  readonly announcer: Announcer
  readonly region: DefaultRegion
  /** Who is calling, as far as it is known. */
  contactOf(kept: KeptConversation): Contact
  /** Told of each new message and revision, where somebody listens or ships them while the call runs. */
  readonly changed: ((kept: KeptConversation, message: Message) => void) | undefined
  /** Told of what happens besides words, where it is shipped while the call runs. */
  readonly happened: ((kept: KeptConversation) => void) | undefined
  /** Saves an ended call; resolves when it is safe in the database or the time-out has passed. */
  finish(kept: KeptConversation, problems: Alarm[]): Promise<EndResult>
  /** Saves what was said, and lets another process go on. */
  leave(kept: KeptConversation): Promise<void>
}

/**
 * Milliseconds since 1970 when this process began, from which calls count theirs: small whole numbers lie in an object itself,
 * larger ones and fractions elsewhere in memory, and at an add everything of a call is cold.
 */
const EPOCH = Date.now()

/** A running call: a buffer in memory and frames in the journal; nothing here waits for anything. */
export class ActiveConversation implements Conversation {
  readonly id: string
  readonly writer: number
  readonly ready: Promise<Claim>
  readonly #desk: CallDesk
  readonly #kept: KeptConversation
  /** Those of what is kept, within reach: of what an add costs much is waiting for memory, one place after the other. */
  readonly #messages: CallMessages
  /** Whole milliseconds since `EPOCH` and on the monotonic clock. */
  readonly #started: number
  readonly #startedMonotonic: number
  /** Milliseconds from the start to its last message. */
  #lastOffset = 0
  #nextSeq = 0
  #journalCall: JournalCall | undefined
  #ended: Promise<EndResult> | undefined
  #left: Promise<void> | undefined

  /** `past`: milliseconds since it began, where it did not begin here and now. */
  constructor(desk: CallDesk, kept: KeptConversation, ready: Promise<Claim>, past: number) {
    this.#desk = desk
    this.#kept = kept
    this.#messages = kept.messages
    this.id = kept.start.id
    this.writer = kept.start.writer
    this.ready = ready
    this.#started = kept.start.startedAt - EPOCH
    this.#startedMonotonic = Math.round(desk.clock.monotonic() - past)
  }

  get startedAt(): Date {
    return new Date(EPOCH + this.#started)
  }

  get conversationId(): string {
    return this.#kept.claim?.conversationId ?? this.#kept.start.label
  }

  get contact(): Contact {
    return this.#desk.contactOf(this.#kept)
  }

  get messages(): readonly Message[] {
    return latestRevisions(this.#kept.messages.values())
  }

  addMessage(input: MessageInput): Message | undefined {
    this.#mustRun()
    mustBeObject(input, 'A message')
    const role = keptRole(input.role)
    const content = keptContent(input.content)
    if (content.trim() === '') return undefined
    const message: Message = {
      writer: this.writer,
      seq: this.#nextSeq++,
      revision: 0,
      role,
      content,
      timestamp: this.#timestamp(input.timestamp),
    }
    return this.#keep(hasDetails(input) ? { ...message, ...detailsOf(input) } : message)
  }

  reviseMessage(seq: number, change: Partial<Omit<MessageInput, 'role'>>): Message {
    this.#mustRun()
    mustBeObject(change, 'A change')
    const known = this.#kept.messages.get(seq)
    if (!known) throw new RawiError('RAWI_INPUT_INVALID', `This writer has no message ${seq}.`)
    if (known.revision >= REVISION_MAX) {
      this.#desk.announcer.alarm('RAWI_INPUT_INVALID', `Message ${seq} has had ${REVISION_MAX} revisions.`)
      return known
    }
    // What was heard so far of an unfinished turn holds no longer than it is unfinished.
    const { provisional, heard, ...rest } = known
    return this.#keep({
      ...rest,
      ...(heard !== undefined && (change.provisional || !provisional) && { heard }),
      revision: known.revision + 1,
      revisedAt: EPOCH + this.#started + Math.round(this.#elapsed()),
      ...(change.content !== undefined && { content: keptContent(change.content) }),
      ...detailsOf(change),
    })
  }

  addEvent(kind: string, detail: JsonObject = {}): EventRecord {
    this.#mustRun()
    const name = keptField(kind, 'kind')
    if (name === undefined) throw new RawiError('RAWI_INPUT_INVALID', 'kind must say what happened.')
    const kept = keptMetadata(detail) ?? {}
    const fact = { kind: 'event', id: uuidv7(), name, detail: kept, at: this.#timestamp(undefined) } as const
    this.#keepFact(fact)
    const event = eventRecord(fact)
    this.#desk.announcer.tell('event', { id: this.id, conversationId: this.conversationId, event })
    return event
  }

  addRecording(recording: RecordingInput): void {
    this.#mustRun()
    const { startedAt, ...facts } = keptRecording(recording)
    const known = this.#kept.facts.find((fact) => fact.kind === 'recording' && fact.file === facts.file)
    const begun = known?.kind === 'recording' ? known.startedAt : EPOCH + this.#started + Math.round(this.#elapsed())
    this.#keepFact({ kind: 'recording', ...facts, startedAt: startedAt?.getTime() ?? begun })
  }

  flush(): Promise<void> {
    return this.#desk.journal.flush()
  }

  end(options: EndOptions = {}): Promise<EndResult> {
    if (this.#left) return Promise.reject(this.#gone())
    this.#ended ??= this.#end(options)
    return this.#ended
  }

  async leave(): Promise<void> {
    if (this.#ended) return
    if (!this.#kept.start.resumable)
      throw new RawiError('RAWI_INPUT_INVALID', 'Only a resumable conversation can be left.')
    this.#left ??= this.#desk.leave(this.#kept)
    await this.#left
  }

  async #end(options: EndOptions): Promise<EndResult> {
    const problems: Alarm[] = []
    const durationSeconds = Math.max(0, Math.round(this.#lasted(options.endedAt)) / 1000)
    this.#kept.end = {
      rank: END_RANK.worker,
      ...settleOutcome(keptEndReason(options.endReason, problems), callerSpoke(this.#kept)),
      endedAt: this.#kept.start.startedAt + durationSeconds * 1000,
      durationSeconds,
      ...keptEnd(options, this.#desk.region, problems),
    }
    this.#desk.journal.append({ kind: 'end', conversation: this.id, end: this.#kept.end })
    // Not waited for: a disk that refuses holds up no end.
    this.#desk.journal.flush().catch(() => {})
    return this.#desk.finish(this.#kept, problems)
  }

  #keep(message: Message): Message {
    if (this.#messages.keep(message)) this.#kept.appended++
    if (!this.#kept.erased) this.#journal(message)
    this.#desk.changed?.(this.#kept, message)
    const { announcer } = this.#desk
    if (announcer.heard('message'))
      announcer.tell('message', { id: this.id, conversationId: this.conversationId, message })
    return message
  }

  #keepFact(fact: CallFact): void {
    if (this.#kept.erased) return
    this.#kept.facts = withFact(this.#kept.facts, fact)
    this.#desk.journal.append({ kind: 'fact', conversation: this.id, fact })
    this.#desk.happened?.(this.#kept)
  }

  #journal(message: Message): void {
    const { journal } = this.#desk
    this.#journalCall ??= journal.call(this.id)
    if (this.#journalCall) journal.appendMessage(this.#journalCall, message)
    else journal.append({ kind: 'message', conversation: this.id, message })
  }

  #elapsed(): number {
    return this.#desk.clock.monotonic() - this.#startedMonotonic
  }

  /** Milliseconds up to its end; no end lies before the last word or in the future. */
  #lasted(endedAt: Date | undefined): number {
    const elapsed = this.#elapsed()
    const asked = endedAt instanceof Date ? endedAt.getTime() - EPOCH - this.#started : Number.NaN
    return Number.isFinite(asked) ? Math.min(Math.max(asked, this.#lastOffset), elapsed) : elapsed
  }

  /** Wall time at the start plus monotonic time since: a jump of the clock neither reorders nor stretches a call. */
  #timestamp(given: Date | undefined): number {
    const asked = given instanceof Date ? given.getTime() - EPOCH - this.#started : Number.NaN
    const elapsed = Math.round(this.#elapsed())
    // Nothing was said in the future: all later messages would be drawn along.
    const offset = Number.isFinite(asked) ? Math.min(asked, elapsed) : elapsed
    if (offset > this.#lastOffset) this.#lastOffset = offset
    return EPOCH + this.#started + this.#lastOffset
  }

  #mustRun(): void {
    if (this.#ended || this.#left) throw this.#gone()
  }

  #gone(): RawiError {
    return new RawiError('RAWI_CONVERSATION_ENDED', `The conversation ${this.id} has ended.`)
  }
}

/** Most messages have none, and spreading objects is much of what an add costs. */
function hasDetails(input: MessageInput): boolean {
  return (
    input.heard !== undefined ||
    input.interrupted !== undefined ||
    input.provisional !== undefined ||
    input.language !== undefined ||
    input.metadata !== undefined
  )
}

function detailsOf(input: Partial<MessageInput>): Partial<Message> {
  const language = keptField(input.language, 'language')
  const metadata = keptMetadata(input.metadata)
  return {
    ...(input.heard !== undefined && { heard: keptContent(input.heard, 'heard') }),
    ...(input.interrupted && { interrupted: true }),
    ...(input.provisional && { provisional: true }),
    ...(language !== undefined && { language }),
    ...(metadata !== undefined && { metadata }),
  }
}
