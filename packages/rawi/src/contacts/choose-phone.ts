import { evidenceOf, hold, type Memory, type OwnPhone } from './memory.ts'
import { chosenPhone, isPreferring } from './prefer-phone.ts'
import { type DigitRun, digitsOf } from './read-digits.ts'
import type { Token } from './tokens.ts'

/** Digits that name one of several numbers: "the 737 one", "the one that ends in 33". */
const NAMING_MIN = 2
const NAMING_MAX = 4
const REFUSED = /^(?:not|rid|delete|remove|forget|drop|scratch|lose|without|مو|مش|مب|شيل|شيلوا|احذف|الغي|انسى|بلاش)$/u

/** Holds the number that the words choose: the first, the other one, the cell; true when they choose one. */
export function chooseByWords(memory: Memory, words: readonly Token[]): boolean {
  if (words.length === 0 || !(memory.agent.asks.choice || isPreferring(words))) return false
  const offered = offeredPhones(memory)
  const known = offered.length > 1 ? offered : memory.phones
  const chosen = chosenPhone(words, known, memory.held.phone?.value)
  return chosen !== undefined && choose(memory, chosen, words)
}

/** Holds the one of several numbers that a few of its digits name; true when they name one. */
export function chooseByDigits(memory: Memory, tokens: readonly Token[], runs: readonly DigitRun[]): boolean {
  const [run] = runs
  const offered = offeredPhones(memory)
  const known = offered.length > 1 ? offered : memory.agent.asks.choice ? memory.phones : []
  if (!run || runs.length > 1 || known.length < 2) return false
  const digits = digitsOf(run.groups)
  if (digits.length < NAMING_MIN || digits.length > NAMING_MAX) return false
  const named = known.filter(({ e164 }) => e164.endsWith(digits) || begins(e164, digits))
  if (named.length !== 1) return false
  const refused = tokens.slice(0, run.from).some(({ fold }) => REFUSED.test(fold))
  const chosen = refused ? known.find((phone) => phone !== named[0]) : named[0]
  return chosen !== undefined && choose(memory, chosen, tokens)
}

/** A number begins with some digits after its country code. */
function begins(e164: string, digits: string): boolean {
  const bare = digits.replace(/^0/, '')
  const at = e164.indexOf(bare)
  return at >= 2 && at <= 4
}

/** The numbers that the agent gave to choose from. */
function offeredPhones({ agent }: Memory): OwnPhone[] {
  return agent.choices.map(({ value, raw, tokens }) => ({
    e164: value,
    raw,
    labels: new Set<string>(),
    evidence: evidenceOf(tokens, 'affirmed_readback'),
  }))
}

function choose(memory: Memory, chosen: OwnPhone, words: readonly Token[]): boolean {
  if (chosen.e164 === memory.held.phone?.value) return true
  const evidence = [...chosen.evidence, ...evidenceOf(words, 'correction')]
  hold(memory, 'phone', { value: chosen.e164, raw: chosen.raw, confidence: 0.9, confirmed: false, evidence })
  return true
}
