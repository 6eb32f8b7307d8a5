import type { ErrorCode } from 'rawi'

export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503

/** How a code is answered over HTTP; what stands not here is a defect of ours and answered 500. */
const STATUSES: Partial<Record<ErrorCode, ProblemStatus>> = {
  RAWI_ROLE_UNKNOWN: 400,
  RAWI_INPUT_INVALID: 400,
  RAWI_PHONE_INVALID: 400,
  RAWI_CURSOR_INVALID: 400,
  RAWI_LIMIT_INVALID: 400,
  RAWI_REQUEST_MALFORMED: 400,
  RAWI_ACCESS_REFUSED: 401,
  RAWI_SCOPE_MISSING: 403,
  RAWI_ORIGIN_REFUSED: 403,
  RAWI_NOT_FOUND: 404,
  RAWI_CONVERSATION_NOT_FOUND: 404,
  RAWI_KEY_NOT_FOUND: 404,
  RAWI_METHOD_REFUSED: 405,
  RAWI_REQUEST_TIMEOUT: 408,
  RAWI_CONVERSATION_ENDED: 409,
  RAWI_CONFLICT: 409,
  RAWI_CALL_NOT_CONTROLLED: 409,
  RAWI_CALL_RECORD_CLOSED: 409,
  RAWI_BODY_TOO_LARGE: 413,
  RAWI_MEDIA_TYPE_REFUSED: 415,
  RAWI_HOST_REFUSED: 421,
  RAWI_IDEMPOTENCY_MISMATCH: 422,
  RAWI_RATE_LIMITED: 429,
  RAWI_PERSONA_INVALID: 503,
  RAWI_BUSY: 503,
  RAWI_STOPPING: 503,
  RAWI_RECORDER_CLOSED: 503,
  RAWI_DATABASE_UNREACHABLE: 503,
  RAWI_DATABASE_TIMEOUT: 503,
  RAWI_COMMIT_ROLLED_BACK: 503,
  RAWI_JOURNAL_DISK_FULL: 503,
  RAWI_JOURNAL_MEMORY_FULL: 503,
  RAWI_JOURNAL_WRITE_FAILED: 503,
}

export function statusOf(code: ErrorCode): ProblemStatus {
  return STATUSES[code] ?? 500
}

/** What a status is called. Source: RFC 9110, section 15; RFC 6585, section 4. */
export const TITLES: Record<ProblemStatus, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}
