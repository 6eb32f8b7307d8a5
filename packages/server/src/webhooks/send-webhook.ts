import { BOUNDS } from 'rawi/maintenance'
import { request } from 'undici'
import { BlockedAddress, type GuardedDispatcher } from './guarded-dispatcher.ts'
import { readRetryAfter } from './retry-schedule.ts'

/** How one attempt went. */
export interface Attempt {
  readonly delivered: boolean
  readonly status?: number
  /** Why there was no good answer: `http`, `redirect`, `gone`, `timeout`, `blocked` or `unreachable`. */
  readonly problem?: Problem
  readonly retryAfterMs?: number
  readonly ms: number
}

export type Problem = 'http' | 'redirect' | 'gone' | 'timeout' | 'blocked' | 'unreachable'

export interface Outgoing {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const LATE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'TimeoutError'])

/** Sends one webhook, once, within bounds of time and size; redirects are not followed. It never rejects. */
export async function sendWebhook(
  { url, headers, body }: Outgoing,
  dispatcher: GuardedDispatcher,
  now: () => Date,
  signal: AbortSignal,
): Promise<Attempt> {
  const begun = performance.now()
  const took = () => Math.round(performance.now() - begun)
  if (!URL.canParse(url) || !dispatcher.mayCall(new URL(url)))
    return { delivered: false, problem: 'blocked', ms: took() }
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'rawi-webhooks', ...headers },
      body,
      dispatcher: dispatcher.agent,
      signal: AbortSignal.any([signal, AbortSignal.timeout(BOUNDS.WEBHOOK_ATTEMPT_MS)]),
    })
    const { statusCode: status } = answer
    // What it says besides its status is nobody's business; it is read so that the connection can be used again.
    await answer.body.dump({ limit: BOUNDS.WEBHOOK_ANSWER_MAX_BYTES }).catch(() => {})
    if (status >= 200 && status < 300) return { delivered: true, status, ms: took() }
    const asked = readRetryAfter(headerOf(answer.headers['retry-after']), now())
    const problem = status === 410 ? 'gone' : status >= 300 && status < 400 ? 'redirect' : 'http'
    return { delivered: false, status, problem, ms: took(), ...(asked !== undefined && { retryAfterMs: asked }) }
  } catch (error) {
    return { delivered: false, problem: problemOf(error), ms: took() }
  }
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function problemOf(error: unknown): Problem {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof BlockedAddress) return 'blocked'
    if (LATE.has(at.name) || ('code' in at && LATE.has(String(at.code)))) return 'timeout'
  }
  return 'unreachable'
}
