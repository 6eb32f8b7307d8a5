import type {
  Contact,
  ContactField,
  ContactPatch,
  ContactQuote,
  ContactTurn as HeardTurn,
} from '../conversation/contact-listener.ts'

export type { Contact, ContactField, ContactPatch }

/** What is found out about a caller. */
export const CONTACT_FIELDS = ['name', 'phone', 'email'] as const satisfies readonly ContactField[]

export type PatchStatus = ContactPatch['status']
export type PatchSource = ContactPatch['source']
export type EvidenceKind = ContactQuote['kind']
/** The words that a value rests on: `text.slice(start, end) === quote` in the turn `seq`. */
export type Evidence = ContactQuote

/** What was said, as the extractor reads it: a message whose role is the caller or the agent; its `revision` is 0 where none is given. */
export type ContactTurn = Omit<HeardTurn, 'revision'> & Partial<Pick<HeardTurn, 'revision'>>

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
