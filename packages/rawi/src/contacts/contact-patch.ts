/** What is found out about a caller. */
export const CONTACT_FIELDS = ['name', 'phone', 'email'] as const
export type ContactField = (typeof CONTACT_FIELDS)[number]

export type PatchStatus = 'candidate' | 'confirmed' | 'superseded' | 'rejected'
export type PatchSource = 'rules' | 'llm' | 'human' | 'sip'
export type EvidenceKind = 'stated' | 'affirmed_readback' | 'correction' | 'human'

/** What was said, as the extractor reads it: a message whose role is the caller or the agent. */
export interface ContactTurn {
  /** The place in the conversation; it rises with time. */
  readonly seq: number
  /** Of two turns with the same `seq` the higher revision holds; by default 0. */
  readonly revision?: number
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/** The words that a value rests on: `text.slice(start, end) === quote` in the turn `seq`. */
export interface Evidence {
  readonly seq: number
  readonly role: ContactTurn['role']
  /** UTF-16 units from the beginning of the turn. */
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly kind: EvidenceKind
}

/** One step in what is known of a field; patches are only ever added, never changed. */
export interface ContactPatch {
  readonly field: ContactField
  /** A name with single spaces, E.164, or a lower-case address; free of control and direction characters. */
  readonly value: string
  /** As it was said. */
  readonly raw: string
  /** 0 to 1. */
  readonly confidence: number
  readonly status: PatchStatus
  readonly source: PatchSource
  readonly evidence: readonly Evidence[]
}

export type Contact = { readonly [field in ContactField]: string | null }

/** Whose word counts more: a person, then what the caller confirmed, then a model, then the rules, then the line itself. */
function weight({ source, status }: ContactPatch): number {
  if (source === 'human') return 5
  if (status === 'confirmed') return 4
  return source === 'llm' ? 3 : source === 'rules' ? 2 : 1
}

/**
 * The patch that holds for a field, or undefined where nothing does.
 * @example
 * const { openContactExtractor } = await import('rawi/contacts')
 * const extractor = openContactExtractor({ defaultRegion: 'SY' })
 * const state = extractor.start()
 * extractor.onTurn({ seq: 0, role: 'user', text: 'معك سامر' }, state)
 * holdingPatch(state.patches, 'name')?.value // 'سامر'
 */
export function holdingPatch(patches: readonly ContactPatch[], field: ContactField): ContactPatch | undefined {
  const latest = new Map<string, ContactPatch>()
  for (const patch of patches) {
    if (patch.field !== field) continue
    if (patch.status === 'candidate' || patch.status === 'confirmed') latest.set(patch.source, patch)
    else if (latest.get(patch.source)?.value === patch.value) latest.delete(patch.source)
  }
  let best: ContactPatch | undefined
  for (const patch of latest.values()) if (!best || weight(patch) > weight(best)) best = patch
  return best
}

/** What holds for every field. */
export function contactOf(patches: readonly ContactPatch[]): Contact {
  const value = (field: ContactField) => holdingPatch(patches, field)?.value ?? null
  return { name: value('name'), phone: value('phone'), email: value('email') }
}
