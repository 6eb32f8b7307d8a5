/** What may go wrong in a way that a caller can meet; each has its words in both languages. */
export type Trouble =
  | 'avatar'
  | 'busy'
  | 'closed'
  | 'elsewhere'
  | 'hearing'
  | 'idle'
  | 'model'
  | 'nobody'
  | 'over'
  | 'recording'
  | 'reload'
  | 'slower'
  | 'tooLong'
  | 'unknown'
  | 'unreachable'
  | 'voice'

const TROUBLES: Readonly<Record<string, Trouble>> = {
  RAWI_AVATAR_REFUSED: 'avatar',
  RAWI_BUSY: 'busy',
  RAWI_RATE_LIMITED: 'busy',
  RAWI_STOPPING: 'busy',
  RAWI_NOT_FOUND: 'closed',
  RAWI_ORIGIN_REFUSED: 'closed',
  RAWI_HOST_REFUSED: 'closed',
  RAWI_CALL_ELSEWHERE: 'elsewhere',
  RAWI_HEARING_FAILED: 'hearing',
  RAWI_CALL_IDLE: 'idle',
  RAWI_MODEL_FAILED: 'model',
  RAWI_PERSONA_INVALID: 'nobody',
  RAWI_CALL_NOT_FOUND: 'over',
  RAWI_RECORDING_FAILED: 'recording',
  RAWI_CALL_VERSION_UNKNOWN: 'reload',
  RAWI_CALL_TOO_FAST: 'slower',
  RAWI_CALL_MESSAGE_TOO_LARGE: 'tooLong',
  RAWI_VOICE_FAILED: 'voice',
}

/** A code of the server as what this page can say about it. */
export function troubleOf(code: string): Trouble {
  return TROUBLES[code] ?? 'unknown'
}
