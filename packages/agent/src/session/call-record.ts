import type { SessionRecord } from 'rawi/livekit'

/** Where a call is kept; a `Conversation` of rawi is one. */
export type CallRecord<Result = unknown> = SessionRecord<Result>
