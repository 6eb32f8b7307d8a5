import { createHash, timingSafeEqual } from 'node:crypto'
import { jwtVerify } from 'jose'

export interface LivekitKey {
  readonly apiKey: string
  readonly apiSecret: string
}

const CLOCK_TOLERANCE_SECONDS = 30

/**
 * Whether LiveKit sent this body: a token of our key, signed with our secret, not expired, that names the SHA-256 of the
 * body. Source: `WebhookReceiver` of livekit-server-sdk.
 */
export async function isFromLivekit(
  { apiKey, apiSecret }: LivekitKey,
  token: string,
  body: Uint8Array,
  now: Date,
): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(apiSecret), {
      algorithms: ['HS256'],
      issuer: apiKey,
      requiredClaims: ['iss', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    })
    if (typeof payload.sha256 !== 'string') return false
    const claimed = Buffer.from(payload.sha256, 'base64')
    const found = createHash('sha256').update(body).digest()
    return claimed.length === found.length && timingSafeEqual(claimed, found)
  } catch {
    return false
  }
}
