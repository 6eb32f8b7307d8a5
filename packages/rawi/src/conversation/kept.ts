import type { CallHearing } from './call-hearing.ts'
import { CallMessages } from './call-messages.ts'
import type { ConversationStart, Entry } from './entry.ts'
import { type CallFact, withFact } from './fact.ts'
import type { FoundContact } from './found-contact.ts'
import { isTurn, latestRevisions, type Message } from './message.ts'
import { type ConversationEnd, END_RANK, mergeEnds, settleOutcome } from './outcome.ts'
import type { Claim, ConversationBatch } from './store-port.ts'

/** One conversation as a process holds it: while it runs, until it is saved, or read back from a journal. */
export interface KeptConversation {
  start: ConversationStart
  messages: CallMessages
  /** What earlier processes heard of a call that goes on here; safe in the database. */
  before?: readonly Message[]
  /** What happened in it besides words. */
  facts: readonly CallFact[]
  /** Message frames given to the journal, revisions included. */
  appended: number
  end: ConversationEnd | undefined
  claim: Claim | undefined
  /** A save was tried, here or by the process that died: some of its messages may stand in the database. */
  sent: boolean
  erased: boolean
  /** UUIDs of the calls of its name that had ended in this process, but were not saved, when it began. */
  earlier: ReadonlySet<string>
  /** Told once the database knows it. */
  onClaim?: (claim: Claim) => void
  /** Listened to for who is calling, while it runs. */
  hearing: CallHearing | undefined
  /** Stands in the line of calls to be heard. Here and not with its hearing: every add asks, and would wait for memory. */
  unheard: boolean
  /** Who was calling, once its end is settled. */
  found?: FoundContact | undefined
}

const NONE: ReadonlySet<string> = new Set()

export function keepConversation(start: ConversationStart): KeptConversation {
  return {
    start,
    messages: new CallMessages(),
    facts: [],
    appended: 0,
    end: undefined,
    claim: undefined,
    sent: false,
    erased: false,
    earlier: NONE,
    hearing: undefined,
    unheard: false,
  }
}

/** Takes a message in unless a later revision of it is here already; says whether it did. */
export function keepMessage(kept: KeptConversation, message: Message): boolean {
  if (!kept.messages.keep(message)) return false
  kept.appended++
  return true
}

/** Everything said, before this process and in it, in reading order. */
export function allMessagesOf({ before, messages }: KeptConversation): Message[] {
  return latestRevisions(before ? [...before, ...messages.values()] : messages.values())
}

export function callerSpoke({ before, messages }: KeptConversation): boolean {
  if (before?.some((message) => message.role === 'user')) return true
  for (const message of messages.values()) if (message.role === 'user') return true
  return false
}

/** Turns before this process and in it. */
export function allTurnsOf(kept: KeptConversation): number {
  return turnsOf(kept) + (kept.before?.filter(isTurn).length ?? 0)
}

export function turnsOf(kept: KeptConversation): number {
  let turns = 0
  for (const message of kept.messages.values()) if (isTurn(message)) turns++
  return turns
}

/** What a save that is about to be tried carries of it. */
export function batchOf(kept: KeptConversation, messages?: readonly Message[]): ConversationBatch {
  const unsent = !kept.sent
  kept.sent = true
  return {
    start: kept.start,
    messages: messages ?? latestRevisions(kept.messages.values()),
    turns: turnsOf(kept),
    ...(kept.end && { end: kept.end }),
    // A call that still runs is not over, however long its last word was ago.
    lastActivityAt: kept.end?.endedAt ?? Number.POSITIVE_INFINITY,
    ...(kept.claim && { claimed: true }),
    ...(unsent && { unsent }),
    ...(kept.facts.length > 0 && { facts: kept.facts }),
    ...(kept.found && kept.found.patches.length > 0 && { contact: kept.found.patches }),
  }
}

/** Whether a conversation goes by this UUID or label. */
export function isNamed({ start, claim }: KeptConversation, name: string): boolean {
  return start.id === name || claim?.id === name || (claim ? claim.conversationId === name : start.label === name)
}

/** When something last happened in it, ms since the epoch. */
export function lastSignOf(kept: KeptConversation): number {
  let last = kept.start.startedAt
  for (const { timestamp, revisedAt = 0 } of kept.messages.values()) last = Math.max(last, timestamp, revisedAt)
  for (const fact of kept.facts) if (fact.kind === 'event') last = Math.max(last, fact.at)
  return last
}

/** The end of a call whose worker died: its last sign of life, at a journal's rank. */
export function lostEnd(kept: KeptConversation): ConversationEnd {
  const endedAt = lastSignOf(kept)
  return {
    rank: END_RANK.journal,
    ...settleOutcome('worker_lost', true),
    endedAt,
    durationSeconds: (endedAt - kept.start.startedAt) / 1000,
  }
}

/** Whose journal it is that is read, for calls whose first frame was damaged. */
export interface JournalOwner {
  readonly recorderId: string
  readonly tenantId: string
}

/**
 * What a journal's entries come to: every conversation that is neither safely in the database nor erased. Frames may
 * repeat (copied forward) or be missing (damaged): a call without its start keeps its words under a label of its
 * own, and the watermarks of partial saves are not believed: all of an unfinished conversation is saved again.
 */
export function foldEntries(entries: Iterable<Entry>, owner: JournalOwner): Map<string, KeptConversation> {
  const conversations = new Map<string, KeptConversation>()
  const started = new Set<string>()
  const done = new Set<string>()
  const ended = new Map<string, string[]>()
  for (const entry of entries) {
    const id = entry.conversation
    if (entry.kind === 'erased' || (entry.kind === 'saved' && entry.final)) done.add(id)
    if (entry.kind === 'erased' || entry.kind === 'saved') continue
    let kept = conversations.get(id)
    if (!kept) {
      kept = keepConversation(entry.kind === 'start' ? entry.start : startWithoutFrame(entry, owner))
      kept.sent = true
      conversations.set(id, kept)
    }
    if (entry.kind === 'start' && !started.has(id)) {
      kept.start = entry.start
      kept.earlier = new Set(ended.get(entry.start.label))
      started.add(id)
    }
    if (entry.kind === 'message') keepMessage(kept, entry.message)
    if (entry.kind === 'fact') kept.facts = withFact(kept.facts, entry.fact)
    if (entry.kind === 'end') {
      kept.end = mergeEnds(kept.end, entry.end)
      const namesakes = ended.get(kept.start.label)
      if (namesakes) namesakes.push(id)
      else ended.set(kept.start.label, [id])
    }
  }
  for (const id of done) conversations.delete(id)
  return conversations
}

/** The start of a call whose first frame was damaged: what its id (a UUIDv7 holds its time) and words still tell. */
function startWithoutFrame(
  entry: Extract<Entry, { kind: 'message' | 'fact' | 'end' }>,
  owner: JournalOwner,
): ConversationStart {
  return {
    id: entry.conversation,
    label: `recovered-${entry.conversation}`,
    tenantId: owner.tenantId,
    recorderId: owner.recorderId,
    writer: entry.kind === 'message' ? entry.message.writer : 0,
    startedAt: Number.parseInt(entry.conversation.replaceAll('-', '').slice(0, 12), 16),
    channel: 'api',
  }
}
