import { evidenceOf, hold, type Memory, type OwnPhone } from './memory.ts'
import { labelsOf } from './prefer-phone.ts'
import { type DigitRun, digitsOf } from './read-digits.ts'
import { type SaidPhone, wishesIn } from './read-wishes.ts'
import type { Token } from './tokens.ts'

/** Words before a number that the agent offers which may say what kind it is. */
const LABELS_BEFORE = 6
/** Digits that name one of several numbers: "the 737 one", "the one that ends in 33". */
const NAMING_MIN = 2
const NAMING_MAX = 4
const REFUSED = /^(?:not|rid|delete|remove|forget|drop|scratch|lose|without|مو|مش|مب|شيل|شيلوا|احذف|الغي|انسى|بلاش)$/u

/**
 * Holds the number that the words choose: "use the landline", "the first has no signal"; true when they choose one.
 * `said` are numbers of the turn itself, `before` is what was held when it began.
 */
export function chooseByWords(
  memory: Memory,
  tokens: readonly Token[],
  said: readonly SaidPhone[],
  before: string | undefined,
): boolean {
  const offered = offeredPhones(memory)
  const phones = offered.length > 1 && said.length === 0 ? offered : memory.phones
  if (phones.length < 2) return false
  const { asks, readBack } = memory.agent
  const current = memory.held.phone
  const open = said.length > 0 || asks.choice || readBack.phone !== undefined || offered.length > 1
  const { chosen, named, refused } = wishesIn(tokens, { phones, said, current: before, open })
  const left = phones.findLast(({ e164 }) => !refused.has(e164))?.e164
  const instead = refused.size > 0 && (!current || refused.has(current.value)) ? left : undefined
  const wanted = chosen ?? (open ? (named ?? instead) : undefined)
  const phone = phones.find(({ e164 }) => e164 === wanted)
  return phone !== undefined && choose(memory, phone, tokens)
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
function offeredPhones({ agent: { choices, tokens: asked } }: Memory): OwnPhone[] {
  return choices.map(({ value, raw, tokens }) => {
    const from = asked.indexOf(tokens[0] as Token)
    const labels = labelsOf(asked, from, from + tokens.length, Math.max(0, from - LABELS_BEFORE), asked.length)
    return { e164: value, raw, labels, evidence: evidenceOf(tokens, 'affirmed_readback') }
  })
}

function choose(memory: Memory, chosen: OwnPhone, words: readonly Token[]): boolean {
  if (chosen.e164 === memory.held.phone?.value) return true
  const evidence = [...chosen.evidence, ...evidenceOf(words, 'correction')]
  hold(memory, 'phone', { value: chosen.e164, raw: chosen.raw, confidence: 0.9, confirmed: false, evidence })
  return true
}
