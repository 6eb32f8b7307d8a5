import { RawiError } from 'rawi'

const SECRET_MIN_BYTES = 32

interface SummaryGiven {
  readonly RAWI_SUMMARY_URL?: string | undefined
  readonly RAWI_SUMMARY_KEY?: string | undefined
  readonly RAWI_SUMMARY_MODEL?: string | undefined
}

/** @throws RawiError RAWI_CONFIG_INVALID */
export function summaryModelOf(given: SummaryGiven): { url: string; key: string; model: string } | undefined {
  const { RAWI_SUMMARY_URL: url, RAWI_SUMMARY_MODEL: model, RAWI_SUMMARY_KEY: key = '' } = given
  if (url === undefined && model === undefined) return undefined
  if (url === undefined || model === undefined) {
    throw new RawiError('RAWI_CONFIG_INVALID', 'RAWI_SUMMARY_URL and RAWI_SUMMARY_MODEL need each other.')
  }
  return { url, key, model }
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
