import type { RecordPlace } from '../engine/resume-place.ts'

/** What a caller sees of their own call. */
export interface OwnRecord {
  readonly duration_seconds: number | null
  readonly message_count: number
  readonly name: string | null
  readonly phone: string | null
  readonly email: string | null
  /** Stars, as they were given last. */
  readonly rating: number | null
  readonly comment: string | null
}

export const FIELDS = ['name', 'phone', 'email'] as const
export type Field = (typeof FIELDS)[number]
export type Contact = { readonly [Name in Field]: string | null }

/** What a caller may change of it. */
export interface OwnChange {
  readonly rating?: number
  readonly comment?: string | null
  readonly contact?: Partial<Contact>
}

/** Why nothing was kept; each has its words. */
export type NotKept = 'failed' | 'notYet' | 'often' | 'tooLate'
export type OwnAnswer = OwnRecord | { readonly wrong: readonly Field[] } | { readonly notKept: NotKept }

const TIMEOUT_MS = 8_000

const REASONS: Readonly<Record<string, NotKept>> = {
  RAWI_NOT_FOUND: 'notYet',
  RAWI_CONFLICT: 'notYet',
  RAWI_CALL_RECORD_CLOSED: 'tooLate',
  RAWI_RATE_LIMITED: 'often',
}

/** Asks for the record of this call, or changes it. */
export async function askRecord({ conversation, key }: RecordPlace, change?: OwnChange): Promise<OwnAnswer> {
  try {
    const response = await fetch(`/v1/calls/${conversation}/record`, {
      method: change ? 'PATCH' : 'GET',
      headers: { 'x-call-key': key, ...(change && { 'content-type': 'application/json' }) },
      ...(change && { body: JSON.stringify(change) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const body: unknown = await response.json()
    return response.ok ? (body as OwnRecord) : refusalOf(body)
  } catch {
    return { notKept: 'failed' }
  }
}

/** A problem of the server (RFC 9457) as what a form can show. */
export function refusalOf(problem: unknown): OwnAnswer {
  const { code, errors } = (problem ?? {}) as { code?: string; errors?: readonly { path?: string }[] }
  if (code === 'RAWI_PHONE_INVALID') return { wrong: ['phone'] }
  const wrong = FIELDS.filter((field) => errors?.some(({ path }) => path === `contact.${field}`))
  return wrong.length > 0 ? { wrong } : { notKept: REASONS[code ?? ''] ?? 'failed' }
}

/** What was told of a contact that is not what was kept: an emptied box takes the value away. Undefined where all is as it was. */
export function contactChange(kept: Contact, told: Readonly<Record<Field, string>>): Partial<Contact> | undefined {
  const changed = FIELDS.flatMap((field) => {
    const value = told[field].trim() || null
    return value === kept[field] ? [] : [[field, value] as const]
  })
  return changed.length > 0 ? Object.fromEntries(changed) : undefined
}
