import { METADATA_MAX_BYTES, METADATA_MAX_DEPTH } from './bounds.ts'
import { RawiError } from './errors.ts'
import { METADATA_TOO_LARGE } from './input.ts'
import type { JsonObject, JsonValue } from './message.ts'

type Target = Record<string, JsonValue> | JsonValue[]

/**
 * A plain JSON copy of what a developer hands over, without recursion, so that neither 50,000 levels nor a cycle can
 * hurt: too deep values become a marker, a too large object becomes one marker as a whole, what JSON has no
 * word for is left out.
 * @throws RawiError RAWI_INPUT_INVALID where it is not an object
 */
export function keptMetadata(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new RawiError('RAWI_INPUT_INVALID', 'metadata must be an object.')
  }
  try {
    return copy(value as Record<string, unknown>)
  } catch {
    // A getter or a proxy of the caller threw: its metadata is lost, the message is not.
    return { rawi_cut: 'metadata that could not be read' }
  }
}

function copy(source: Record<string, unknown>): JsonObject {
  const root: Record<string, JsonValue> = {}
  const open: { source: object; target: Target; depth: number }[] = [{ source, target: root, depth: 1 }]
  let bytes = 2
  for (let next = open.pop(); next; next = open.pop()) {
    const { target, depth } = next
    for (const [key, value] of entriesOf(next.source)) {
      bytes += key.length + 4
      let kept = scalar(value)
      if (kept === undefined) {
        if (typeof value !== 'object' || value === null) continue
        if (depth >= METADATA_MAX_DEPTH) {
          kept = `[cut: deeper than ${METADATA_MAX_DEPTH} levels]`
        } else {
          const child: Target = Array.isArray(value) ? [] : {}
          open.push({ source: value, target: child, depth: depth + 1 })
          kept = child
        }
      }
      if (typeof kept === 'string') bytes += kept.length * 3 <= 64 ? kept.length * 3 : Buffer.byteLength(kept)
      else bytes += 8
      if (bytes > METADATA_MAX_BYTES) return METADATA_TOO_LARGE
      put(target, key, kept)
    }
  }
  return root
}

function* entriesOf(source: object): Iterable<[string, unknown]> {
  if (Array.isArray(source)) {
    for (let index = 0; index < source.length; index++) yield [String(index), source[index] ?? null]
  } else {
    for (const key in source) if (Object.hasOwn(source, key)) yield [key, (source as Record<string, unknown>)[key]]
  }
}

/** Never through a setter: a key named `__proto__` is a key like any other. */
function put(target: Target, key: string, value: JsonValue): void {
  if (Array.isArray(target)) target.push(value)
  else if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true })
  else target[key] = value
}

function scalar(value: unknown): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      // JSON has one zero only.
      return Number.isFinite(value) ? value + 0 : null
    case 'bigint':
      return value.toString()
    case 'object':
      if (value === null) return null
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
      return undefined
    default:
      return undefined
  }
}
