import { affirmsPhone } from './affirm-phone.ts'
import type { Said } from './heard-turn.ts'
import { deny, evidenceOf, hold, type Memory, type OwnPhone } from './memory.ts'
import { labelsOf } from './prefer-phone.ts'
import type { Token } from './tokens.ts'

/** The caller's own numbers that are kept to choose from. */
const PHONES_MAX = 4

/** ماشي بسجلو عندي، تمام كتبته: a number that the caller takes down is the agent's. */
const TAKEN_DOWN =
  / (?:(?:ب|ح|ه|ا|عم ب|عم |رح |راح |هلق ب)?(?:سجل|كتب|نقل|حفظ|دون|خزن)(?:ه|و|ها|الرقم| الرقم) عندي|(?:سجلت|كتبت|نقلت|حفظت|دونت|خزنت|اخدت|اخذت|خدت)(?:ه|و|ها| الرقم)(?: عندي)?) (?!.*[?؟])/u
const RIGHT = / (?:صح|صحيح|مزبوط|مظبوط|مضبوط|نفسه|نفسو|رقمي) /u

/** Yes or no to a number that was read back, or to "is this your number?". */
export function hearVerdict(said: Said): void {
  const { memory, answer, fieldAnswer, tokens } = said
  const { readBack, asks } = memory.agent
  const current = memory.held.phone
  const words = ` ${tokens.map(({ fold }) => fold).join(' ')} `
  if (TAKEN_DOWN.test(words) && !RIGHT.test(words)) return
  const notMine = tokens.some(
    ({ fold }, at) =>
      /^(?:رقمي|جوالي|موبايلي|تلفوني)$/u.test(fold) && /^(?:مو|مش|مب|موب|ليس)$/u.test(tokens[at - 1]?.fold ?? ''),
  )
  const affirmed = readBack.phone || asks.confirmPhone ? affirmsPhone(tokens, memory.agent.tokens) : undefined
  const plain = answer.yes || isOnlyLabel(tokens) ? true : answer.no ? false : undefined
  const verdict = notMine ? false : (affirmed ?? fieldAnswer ?? plain)
  if (verdict === undefined) return
  if (readBack.phone && verdict) confirmReadBack(said)
  else if (verdict && asks.confirmPhone && !current && memory.passedOver) {
    const { value, tokens: spoken } = memory.passedOver
    const evidence = evidenceOf(spoken, 'stated')
    hold(memory, 'phone', { value, raw: evidence[0]?.quote ?? value, confidence: 0.98, confirmed: true, evidence })
  } else if (verdict && asks.confirmPhone && current) {
    const words = evidenceOf(tokens.slice(answer.from, Math.max(answer.to, answer.from + 1)), 'affirmed_readback')
    hold(memory, 'phone', { ...current, confirmed: true, confidence: 0.98, evidence: [...current.evidence, ...words] })
  } else if (!verdict && current && (notMine || asks.confirmPhone || readBack.phone?.value === current.value)) {
    deny(memory, 'phone', evidenceOf(tokens, 'correction'))
    memory.phones = memory.phones.filter(({ e164 }) => e164 !== current.value)
  }
}

/** "Cell.", to "is 602 771 4483 a cell or a landline?" */
function isOnlyLabel(tokens: readonly Token[]): boolean {
  const end = tokens.at(-1)?.kind === 'mark' ? tokens.length - 1 : tokens.length
  return (
    end > 0 && end <= 2 && labelsOf(tokens, end, end, 0, end).has('mobile') && tokens.every(({ fold }) => fold !== '?')
  )
}

export function confirmReadBack({ memory, tokens, answer, runs }: Said): void {
  const offered = memory.agent.readBack.phone
  if (!offered) return
  const words = tokens.slice(answer.from, Math.max(answer.to, answer.from + 1))
  const evidence = [...evidenceOf(offered.tokens, 'affirmed_readback'), ...evidenceOf(words, 'affirmed_readback')]
  hold(memory, 'phone', { value: offered.value, raw: offered.raw, confidence: 0.98, confirmed: true, evidence })
  // آه بس ده بتاع الواتساب، للمكالمات 010…: what stands before the mark is said of the number that is affirmed.
  const mark = tokens.findIndex(({ fold }, at) => at >= answer.to && /^[,،.]$/.test(fold))
  const end = mark < 0 ? (runs[0]?.from ?? tokens.length) : mark
  remember(memory, labelsOf(tokens, end, end, answer.to, end))
}

/** What was affirmed or mended may be chosen later too. */
export function remember(memory: Memory, labels: ReadonlySet<string> = new Set()): void {
  const held = memory.held.phone
  if (!held || memory.phones.some(({ e164 }) => e164 === held.value)) return
  const { value: e164, raw, evidence } = held
  keep(memory, { e164, labels, raw, evidence })
}

/** A number that is said again keeps its place: "the first one" is the one that was said first. */
export function keep(memory: Memory, phone: OwnPhone): void {
  const at = memory.phones.findIndex(({ e164 }) => e164 === phone.e164)
  memory.phones = at < 0 ? [...memory.phones, phone].slice(-PHONES_MAX) : memory.phones.with(at, phone)
}
