import { CONTACT_PATCHES_MAX, CONTACT_QUOTE_MAX_UNITS } from './bounds.ts'
import type { Contact, ContactPatch, ContactQuote } from './contact-listener.ts'

/** Who was calling, and what it rests on. */
export interface FoundContact {
  readonly contact: Contact
  readonly patches: readonly ContactPatch[]
}

/** The patches that are kept of a call, each within its bound; of many that the rules brought the latest of each field. */
export function keptPatches(patches: readonly ContactPatch[]): ContactPatch[] {
  const fields = { name: 0, phone: 0, email: 0 }
  const kept = patches
    .toReversed()
    .filter(({ field, source }) => source !== 'rules' || ++fields[field] <= CONTACT_PATCHES_MAX)
  return kept.toReversed().map((patch) => ({
    ...patch,
    raw: patch.raw.slice(0, CONTACT_QUOTE_MAX_UNITS),
    evidence: patch.evidence.map(keptQuote),
  }))
}

/** Cut so that it still stands where it says. */
function keptQuote(quote: ContactQuote): ContactQuote {
  if (quote.quote.length <= CONTACT_QUOTE_MAX_UNITS) return quote
  return { ...quote, end: quote.start + CONTACT_QUOTE_MAX_UNITS, quote: quote.quote.slice(0, CONTACT_QUOTE_MAX_UNITS) }
}
