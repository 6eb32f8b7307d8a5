import { keptField, keptSummary } from '../conversation/input.ts'
import type { JsonObject } from '../conversation/message.ts'

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The fields of an old record, read by the names they may have; what nobody could read is told at the end. */
export class OldFields {
  readonly #fields: Map<string, unknown>
  readonly #read = new Set<string>()

  constructor(fields: Fields) {
    // The same name however it is written: userName, user_name, User-Name.
    this.#fields = new Map(Object.entries(fields).map(([key, value]) => [plainKey(key), value]))
  }

  /** The first of these fields that can be read as what is wanted. */
  find<T>(read: (value: unknown) => T | undefined, ...names: string[]): T | undefined {
    for (const name of names) {
      const value = this.#fields.get(name)
      const found = value === undefined || value === null ? undefined : read(value)
      if (found === undefined) continue
      this.#read.add(name)
      return found
    }
    return undefined
  }

  text(...names: string[]): string | undefined {
    return this.find(shortText, ...names)
  }

  summary(...names: string[]): string | undefined {
    return this.find((value) => (typeof value === 'string' ? keptSummary(value) : undefined), ...names)
  }

  object(...names: string[]): Fields | undefined {
    return this.find((value) => asKind(value, isFields), ...names)
  }

  list(...names: string[]): readonly unknown[] | undefined {
    return this.find((value) => asKind<readonly unknown[]>(value, Array.isArray), ...names)
  }

  number(...names: string[]): number | undefined {
    return this.find(
      (value) => {
        const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
        return typeof number === 'number' && Number.isFinite(number) ? number : undefined
      },
      ...names,
    )
  }

  /** Everything that was not read and is not empty. */
  rest(): JsonObject {
    const left = [...this.#fields].filter(
      ([key, value]) => !this.#read.has(key) && value !== undefined && value !== null && value !== '',
    )
    return Object.fromEntries(left) as JsonObject
  }
}

/** A short text, also where a number stands for one. */
function shortText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' ? keptField(value.trim(), 'a field') : undefined
}

/** The value, or what the JSON says that stands in its place as text. */
function asKind<T>(value: unknown, isKind: (value: unknown) => value is T): T | undefined {
  if (isKind(value)) return value
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return isKind(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function plainKey(key: string): string {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[\s-]+/g, '_')
    .toLowerCase()
}
