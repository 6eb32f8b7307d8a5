export const STATUSES = ['active', 'completed', 'abandoned', 'failed'] as const
export type Status = (typeof STATUSES)[number]

export const CHANNELS = ['web', 'phone', 'text', 'api'] as const
export type Channel = (typeof CHANNELS)[number]

export const END_REASONS = [
  'user_hangup',
  'agent_hangup',
  'operator_hangup',
  'transferred',
  'room_closed',
  'timeout',
  'shutdown',
  'no_input',
  'voicemail',
  'worker_lost',
  'error',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** Whose word on an end counts more: the worker's own, a recovered journal's, a webhook's, the sweeper's. */
export const END_RANK = { worker: 4, journal: 3, webhook: 2, sweeper: 1 } as const
export type EndRank = (typeof END_RANK)[keyof typeof END_RANK]

/** What is known about how a conversation ended. */
export interface ConversationEnd {
  readonly rank: EndRank
  readonly status: Exclude<Status, 'active'>
  readonly endReason: EndReason
  /** A code of what failed, with `error` only. */
  readonly errorCode?: string
  /** Milliseconds since the epoch, never before the start. */
  readonly endedAt: number
  /** Seconds on a monotonic clock, never negative. */
  readonly durationSeconds: number
  readonly userName?: string
  /** E.164. */
  readonly userPhone?: string
  readonly userEmail?: string
  /** E.164: the number of the caller's line, where it was not known at the start. */
  readonly callerId?: string
  /** Whose word the name and the e-mail are; absent where the caller of the API gave them, `llm` where its model noted them. */
  readonly nameRank?: import('./contact-listener.ts').ContactRank
  readonly emailRank?: import('./contact-listener.ts').ContactRank
  /** What a model found: it cannot be found again from the words alone. */
  readonly found?: readonly import('./contact-listener.ts').ContactPatch[]
  readonly summary?: string
  readonly language?: string
  /** 1 to 5. */
  readonly rating?: number
  readonly tags?: readonly string[]
  readonly metrics?: import('./message.ts').JsonObject
  readonly metadata?: import('./message.ts').JsonObject
}

/** Status and reason as they are kept: without a word from the caller a call that merely ended was abandoned. */
export function settleOutcome(reason: EndReason, callerSpoke: boolean): Pick<ConversationEnd, 'status' | 'endReason'> {
  if (reason === 'error') return { status: 'failed', endReason: reason }
  if (reason === 'worker_lost' || reason === 'voicemail' || reason === 'no_input') {
    return { status: 'abandoned', endReason: reason }
  }
  return callerSpoke ? { status: 'completed', endReason: reason } : { status: 'abandoned', endReason: 'no_input' }
}

/**
 * The end that holds when two are told of one conversation: the higher rank wins, within a rank the first,
 * and the loser fills only what the winner left empty.
 */
export function mergeEnds(known: ConversationEnd | undefined, told: ConversationEnd): ConversationEnd {
  if (!known) return told
  return told.rank > known.rank
    ? { ...known, ...withoutUndefined(told) }
    : { ...withoutUndefined(told), ...withoutUndefined(known) }
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
}
