import type { llm } from '@livekit/agents'
import type { JsonObject, JsonValue } from '../conversation/message.ts'

const MS_PER_SECOND = 1_000

/** Under which names the figures of a turn are kept; LiveKit gives delays in seconds. */
const DELAYS = {
  transcriptionDelay: 'transcription_ms',
  endOfTurnDelay: 'end_of_turn_ms',
  onUserTurnCompletedDelay: 'user_turn_completed_ms',
  llmNodeTtft: 'llm_first_token_ms',
  ttsNodeTtfb: 'tts_first_byte_ms',
  playbackLatency: 'playback_ms',
  e2eLatency: 'latency_ms',
} as const satisfies Partial<Record<keyof llm.MetricsReport, string>>

/** Moments, in seconds since the epoch. */
const MOMENTS = {
  startedSpeakingAt: 'started_speaking_at',
  stoppedSpeakingAt: 'stopped_speaking_at',
} as const satisfies Partial<Record<keyof llm.MetricsReport, string>>

/** The metrics of one turn as metadata: delays in whole milliseconds, moments as ISO 8601. A realtime model may give none. */
export function turnMetrics(metrics: llm.MetricsReport | undefined): JsonObject {
  if (!metrics) return {}
  const kept: Record<string, JsonValue> = {}
  for (const [field, name] of Object.entries(DELAYS) as [keyof typeof DELAYS, string][]) {
    const seconds = metrics[field]
    if (isNumber(seconds)) kept[name] = Math.round(seconds * MS_PER_SECOND)
  }
  for (const [field, name] of Object.entries(MOMENTS) as [keyof typeof MOMENTS, string][]) {
    const seconds = metrics[field]
    if (isNumber(seconds)) kept[name] = new Date(seconds * MS_PER_SECOND).toISOString()
  }
  if (metrics.providerRequestIds?.length) kept.provider_request_ids = metrics.providerRequestIds
  return kept
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}
