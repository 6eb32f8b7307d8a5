import { METADATA_MAX_DEPTH } from '../conversation/bounds.ts'
import type { JsonObject, JsonValue } from '../conversation/message.ts'

/** Text as PostgreSQL can keep it: NUL and lone surrogates become U+FFFD, everything else stays. */
export function cleanText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', '\ufffd') : whole
}

/** As `cleanText`; what is absent is null. */
export function cleanField(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : cleanText(text)
}

/** Metadata as jsonb can keep it, keys included; what lies deeper than `METADATA_MAX_DEPTH` becomes a marker. */
export function cleanJson(value: JsonObject): JsonObject {
  return cleanValue(value, 1) as JsonObject
}

function cleanValue(value: JsonValue, depth: number): JsonValue {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return value
  if (depth > METADATA_MAX_DEPTH) return `[cut: deeper than ${METADATA_MAX_DEPTH} levels]`
  if (Array.isArray(value)) return value.map((item: JsonValue) => cleanValue(item, depth + 1))
  // fromEntries defines keys, so that one named __proto__ stays a key.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [cleanText(key), cleanValue(item as JsonValue, depth + 1)]),
  )
}
