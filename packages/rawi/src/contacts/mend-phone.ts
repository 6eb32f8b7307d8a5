import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { toE164 } from './phone.ts'
import { type Token, wordSet } from './tokens.ts'

/** Digits that a correction names at most: more are a number of their own. */
export const MENDED_DIGITS_MAX = 7
const NEAR = 8
/** Digits from which on being alike is no chance. */
const NEAR_MIN = 4
const AT_END = wordSet(`
آخره آخرو آخرها اخره اخرو اخرها الاخير الأخير الأخيرة الاخيرة بالاخر بالآخر الآخر الاخر ينتهي بينتهي ينتهى بيخلص تنتهي نهايته نهايتو نهايتها النهاية بالنهاية اخر آخر خاتمته اواخره
ends ending end finishes last final
`)
const AT_BEGINNING = wordSet(
  'يبدأ بيبدأ يبدا بيبدا اول أول البداية اوله أوله بدايته بدايتو اولو starts begins starting beginning first area',
)

const AT_END_AFTER = / (?:(?:at|on) the end|the end|[بف]ي?(?:الاخر|الاخير|النهايه)|ب?الاخر|الاخير|الاخيره|اخر شي) /

export type Place = 'end' | 'beginning'

/** Where the words beside some digits say that they stand: "it ends with 68", "seven at the end". */
export function placeNamed(tokens: readonly Token[], from: number, to: number, floor: number): Place | undefined {
  for (const { fold } of tokens.slice(Math.max(floor, from - NEAR), from)) {
    if (AT_BEGINNING.has(fold)) return 'beginning'
    if (AT_END.has(fold) || (/^[وب]/u.test(fold) && AT_END.has(fold.slice(1)))) return 'end'
  }
  const after = tokens.slice(to, to + 8).map(({ fold }) => fold)
  const stop = after.findIndex((fold) => /^[.!?؟]$/.test(fold) || AT_BEGINNING.has(fold))
  const rest = ` ${after.slice(0, stop < 0 ? after.length : stop).join(' ')} `
  return AT_END_AFTER.test(rest) ? 'end' : undefined
}

/** The number with its last, or first national, digits replaced; undefined where that makes none. */
export function withDigitsAt(e164: string, digits: string, place: Place): string | undefined {
  if (digits.length === 0 || digits.length > MENDED_DIGITS_MAX) return undefined
  if (place === 'end') return valid(e164.slice(0, -digits.length) + digits)
  const bare = digits.replace(/^0+/, '')
  const code = 1 + (parsePhoneNumberFromString(e164)?.countryCallingCode.length ?? 3)
  return valid(e164.slice(0, code) + bare + e164.slice(code + bare.length))
}

/** "229 8847", after "…229 8874?": the end again, with one digit that differs or two that changed places. */
export function isNearEnd(e164: string, digits: string): boolean {
  if (digits.length < NEAR_MIN || digits.length > MENDED_DIGITS_MAX) return false
  const end = [...e164.slice(-digits.length)]
  const differing = [...digits].filter((digit, at) => digit !== end[at]).length
  return differing === 1 || (differing === 2 && [...digits].sort().join('') === end.sort().join(''))
}

/** The number with `wrong` replaced by `right` where it stands last; undefined where it does not stand. */
export function withDigitsReplaced(e164: string, wrong: string, right: string): string | undefined {
  const bareWrong = wrong.replace(/^0+(?=\d)/, '')
  for (const [old, mended] of [
    [wrong, right],
    [bareWrong, right.replace(/^0+(?=\d)/, '')],
  ] as const) {
    const at = e164.lastIndexOf(old)
    if (at > 0) return valid(e164.slice(0, at) + mended + e164.slice(at + old.length))
  }
  return undefined
}

function valid(e164: string): string | undefined {
  return toE164(e164, 'US')
}
