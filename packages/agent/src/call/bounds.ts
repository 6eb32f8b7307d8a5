/** Every bound of a call; `docs/call-protocol.md` says what happens at each. */

/** Samples a second of what the caller says, PCM16 mono. */
export const CALLER_RATE = 16_000
/** Samples a second of what the agent says, PCM16 mono. */
export const AGENT_RATE = 24_000
/** Milliseconds of sound in one frame. */
export const FRAME_MS = 20
/** UTF-8 bytes of a control message. */
export const CONTROL_MAX_BYTES = 32_768
/** Milliseconds of sound in a frame of the caller, at most. */
export const FRAME_MAX_MS = 60
/** Characters of one typed text. */
export const TEXT_MAX = 4_000
/** Typed texts that wait for the agent. */
export const TEXTS_WAITING_MAX = 10
/** Control messages: a second, and at once. */
export const CONTROL_RATE = { perSecond: 60, burst: 120 } as const
/** Typed texts. */
export const TEXT_RATE = { perSecond: 1, burst: 10 } as const
/** Frames of sound; twice as many as speech makes. */
export const SOUND_RATE = { perSecond: 100, burst: 200 } as const
/** Messages that break a rule, before the connection is closed. */
export const OFFENCE_RATE = { perSecond: 5, burst: 500 } as const
/** Errors told of one code: more would be a flood of their own. */
export const ERROR_RATE = { perSecond: 1, burst: 3 } as const
/** Bytes of control messages and sound that may wait for a slow network, before sound waits and before the connection is closed. */
export const SENT_SOUND_MAX_BYTES = 131_072
export const SENT_MAX_BYTES = 4_194_304
/** Captions that a page gets again when it resumes. */
export const CAPTIONS_KEPT = 200
/** Milliseconds a call waits for its caller to come back. */
export const RESUME_GRACE_MS = 45_000
/** Milliseconds a connection may stay open before it starts a call. */
export const START_TIMEOUT_MS = 300_000
/** Milliseconds without a word of the caller before the call ends. */
export const SILENCE_MAX_MS = 180_000
/** Milliseconds of one call. */
export const CALL_MAX_MS = 7_200_000
/** Milliseconds the agent's goodbye may take to be heard. */
export const GOODBYE_MAX_MS = 20_000
/** Milliseconds a model may take for one turn. */
export const TURN_TIMEOUT_MS = 60_000
/** Turns in a row that a model may fail. */
export const FAILED_TURNS_MAX = 3
/** Calls at once in one process. */
export const CALLS_MAX = 500
