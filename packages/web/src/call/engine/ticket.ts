/** Why a ticket was not given. */
export interface Refusal {
  readonly code: string
  /** Seconds to wait, where the server says so. */
  readonly retryAfter?: number
}

export type TicketAnswer = { readonly socket: string } | { readonly refusal: Refusal } | 'unreachable'

const TIMEOUT_MS = 8_000

/** Asks the server of this page for the way into a call; what it stands for is the server's choice. */
export async function askTicket(signal: AbortSignal): Promise<TicketAnswer> {
  try {
    const response = await fetch('/v1/calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const body = (await response.json()) as { socket?: unknown; code?: unknown }
    if (response.ok && typeof body.socket === 'string') return { socket: body.socket }
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    return {
      refusal: {
        code: typeof body.code === 'string' ? body.code : 'RAWI_INTERNAL',
        ...(Number.isFinite(retryAfter) && { retryAfter }),
      },
    }
  } catch {
    return 'unreachable'
  }
}
