import { findPhoneNumbersInText } from 'libphonenumber-js/max'
import { type Contact, openContactExtractor } from 'rawi/contacts'
import type { Case } from '../../packages/rawi/test/contacts/read-cases.ts'

/** Finds the contact of a call; `told` gets the microseconds that every turn took. */
export type Contender = (one: Case, told: (microseconds: number) => void) => Contact

const PHONE = /(?:\+|00)?\d[\d\s-]{7,14}\d/
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/
const NAME = /(?:اسمي|أنا|معك|my name is|i am|i'm|this is)\s+([أ-يa-z]+(?:\s+[أ-يa-z]+)?)/i

/** What the product does. */
export const extractor: Contender = (one, told) => {
  const extractor = openContactExtractor({ defaultRegion: one.default_region })
  const state = extractor.start()
  for (const [seq, { role, text }] of one.turns.entries()) {
    const turn = { seq, role: role === 'user' ? 'user' : 'assistant', text } as const
    const before = performance.now()
    extractor.onTurn(turn, state)
    told((performance.now() - before) * 1000)
  }
  return state.contact
}

/** Three regular expressions over every turn, the first match holds: how the old system did it. */
export const naive: Contender = (one, told) => {
  let contact: Contact = { name: null, phone: null, email: null }
  for (const { text } of one.turns) {
    const before = performance.now()
    const phone = contact.phone ?? PHONE.exec(text)?.[0].replaceAll(/[\s-]/g, '') ?? null
    const email = contact.email ?? EMAIL.exec(text)?.[0].toLowerCase() ?? null
    contact = { name: contact.name ?? NAME.exec(text)?.[1] ?? null, phone, email }
    told((performance.now() - before) * 1000)
  }
  return contact
}

/** The library for phone numbers alone, on what the caller says; it knows no names and no addresses. */
export const library: Contender = (one, told) => {
  let phone: string | null = null
  for (const { role, text } of one.turns) {
    const before = performance.now()
    if (role === 'user') {
      const found = findPhoneNumbersInText(text, one.default_region as never)
      phone = found.at(-1)?.number.number ?? phone
    }
    told((performance.now() - before) * 1000)
  }
  return { name: null, phone, email: null }
}
