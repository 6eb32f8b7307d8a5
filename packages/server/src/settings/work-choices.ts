import { RawiError } from 'rawi'

const SECRET_MIN_BYTES = 32

/** An OpenAI-compatible endpoint. */
export interface ModelChoice {
  readonly url: string
  readonly key: string
  readonly model: string
}

/** What works after calls and can be done by a model: the beginning of its three settings. */
type ModelWork = 'RAWI_SUMMARY' | 'RAWI_CONTACT'
type ModelGiven = { readonly [Name in `${ModelWork}_${'URL' | 'KEY' | 'MODEL'}`]?: string | undefined }

/** @throws RawiError RAWI_CONFIG_INVALID */
export function modelFor(work: ModelWork, given: ModelGiven): ModelChoice | undefined {
  const url = given[`${work}_URL`]
  const model = given[`${work}_MODEL`]
  if (url === undefined && model === undefined) return undefined
  if (url === undefined || model === undefined) {
    throw new RawiError('RAWI_CONFIG_INVALID', `${work}_URL and ${work}_MODEL need each other.`)
  }
  return { url, key: given[`${work}_KEY`] ?? '', model }
}

interface LivekitGiven {
  readonly LIVEKIT_API_KEY?: string | undefined
  readonly LIVEKIT_API_SECRET?: string | undefined
}

/** @throws RawiError RAWI_CONFIG_INVALID, RAWI_SECRET_WEAK */
export function livekitOf(given: LivekitGiven): { apiKey: string; apiSecret: string } | undefined {
  const { LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = given
  if (apiKey === undefined && apiSecret === undefined) return undefined
  if (apiKey === undefined || apiSecret === undefined) {
    throw new RawiError('RAWI_CONFIG_INVALID', 'LIVEKIT_API_KEY and LIVEKIT_API_SECRET need each other.')
  }
  const bytes = Buffer.byteLength(apiSecret)
  if (bytes >= SECRET_MIN_BYTES) return { apiKey, apiSecret }
  throw new RawiError(
    'RAWI_SECRET_WEAK',
    `LIVEKIT_API_SECRET has ${bytes} bytes, fewer than ${SECRET_MIN_BYTES}; \`livekit-server generate-keys\` makes one.`,
  )
}
