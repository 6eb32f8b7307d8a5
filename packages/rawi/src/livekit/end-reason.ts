import { END_REASONS, type EndReason } from '../conversation/outcome.ts'

/** Why a session ended, as far as the process that ran it could see. */
export interface EndFacts {
  /** The reason of the session's `close` event; absent where it never came. */
  readonly closeReason?: string
  /** The kind of model error that closed the session, such as `llm_error`. */
  readonly errorType?: string
  /** The worker asked this job to end: a drain, a SIGTERM, a termination by the server. */
  readonly jobShutdown?: boolean
  /** Why the caller left the room: LiveKit's `DisconnectReason`. */
  readonly participantReason?: number
  /** Why the agent itself was put out of the room. */
  readonly roomReason?: number
}

export interface SessionEnd {
  readonly endReason: EndReason
  /** With `error` only. */
  readonly errorCode?: string
}

/**
 * What LiveKit's disconnect reasons mean for a call, by number: `DisconnectReason` of livekit_models.proto.
 * Where a person pressed nothing, it is the connection that ended the call.
 */
export const DISCONNECT_REASONS: Readonly<Record<number, SessionEnd & { readonly name: string }>> = {
  0: { name: 'UNKNOWN_REASON', endReason: 'user_hangup' },
  1: { name: 'CLIENT_INITIATED', endReason: 'user_hangup' },
  2: { name: 'DUPLICATE_IDENTITY', endReason: 'user_hangup' },
  3: { name: 'SERVER_SHUTDOWN', endReason: 'shutdown' },
  4: { name: 'PARTICIPANT_REMOVED', endReason: 'operator_hangup' },
  5: { name: 'ROOM_DELETED', endReason: 'room_closed' },
  6: { name: 'STATE_MISMATCH', endReason: 'error', errorCode: 'state_mismatch' },
  7: { name: 'JOIN_FAILURE', endReason: 'error', errorCode: 'join_failure' },
  8: { name: 'MIGRATION', endReason: 'shutdown' },
  9: { name: 'SIGNAL_CLOSE', endReason: 'user_hangup' },
  10: { name: 'ROOM_CLOSED', endReason: 'room_closed' },
  11: { name: 'USER_UNAVAILABLE', endReason: 'no_input' },
  12: { name: 'USER_REJECTED', endReason: 'no_input' },
  13: { name: 'SIP_TRUNK_FAILURE', endReason: 'error', errorCode: 'sip_trunk_failure' },
  14: { name: 'CONNECTION_TIMEOUT', endReason: 'timeout' },
  15: { name: 'MEDIA_FAILURE', endReason: 'error', errorCode: 'media_failure' },
  16: { name: 'AGENT_ERROR', endReason: 'error', errorCode: 'agent_error' },
}

/** LiveKit's own `CloseReason`. */
const CLOSE_REASONS = new Set(['error', 'job_shutdown', 'participant_disconnected', 'user_initiated'])

/** The end of a call from what was seen of it; a `close` with a reason of this product's own words keeps it. */
export function endOfSession(facts: EndFacts): SessionEnd {
  const { closeReason, participantReason, roomReason } = facts
  if (closeReason === 'error') return { endReason: 'error', errorCode: facts.errorType ?? 'session_error' }
  if (isEndReason(closeReason)) return { endReason: closeReason }
  if (closeReason === 'participant_disconnected') return endOfDisconnect(participantReason)
  if (facts.jobShutdown || closeReason === 'job_shutdown') return { endReason: 'shutdown' }
  if (participantReason !== undefined) return endOfDisconnect(participantReason)
  if (roomReason !== undefined) return endOfDisconnect(roomReason)
  return { endReason: closeReason === undefined ? 'shutdown' : 'agent_hangup' }
}

/** Whether the end reason says all that a close reason says; others are words of the agent's own. */
export function isKnownReason(reason: string): boolean {
  return CLOSE_REASONS.has(reason) || isEndReason(reason)
}

function endOfDisconnect(reason = 0): SessionEnd {
  const { endReason, errorCode } = DISCONNECT_REASONS[reason] ?? { endReason: 'user_hangup' }
  return { endReason, ...(errorCode !== undefined && { errorCode }) }
}

function isEndReason(reason: string | undefined): reason is EndReason {
  return (END_REASONS as readonly (string | undefined)[]).includes(reason)
}
