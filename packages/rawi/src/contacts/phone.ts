import {
  getCountryCallingCode,
  isSupportedCountry,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { RawiError } from '../conversation/errors.ts'
import type { DefaultRegion } from '../conversation/start-and-end.ts'

/** Characters of a written phone number at most: a bound on the parser's work. */
const WRITTEN_MAX = 64
const PLAIN = /^\+?[0-9]+$/
/** Digits of a number without its country code and trunk prefix, where it may be read as one. */
const NATIONAL_MAX = 10

/**
 * A phone number in any form as E.164 (ITU-T E.164), or undefined where it is none that can be dialled.
 * `region` (ISO 3166-1 alpha-2) reads numbers without a country code. The `max` metadata is needed: the smaller sets
 * accept impossible Syrian and Egyptian numbers.
 * @example
 * toE164('٠٩٩١ ٢٣٤ ٥٦٧', 'SY') // '+963991234567'
 */
export function toE164(written: string, region: string): string | undefined {
  return parseNumber(written, region)?.e164
}

/** A number that can be dialled, and what kind of line it is. */
export interface Dialled {
  readonly e164: string
  /** Its digits without the country code. */
  readonly national: string
  readonly type: NonNullable<NumberType>
}

/** The same with what kind of line it is. */
export function parseNumber(written: string, region: string): Dialled | undefined {
  if (written.length > WRITTEN_MAX) return undefined
  const digits = PLAIN.test(written)
    ? written
    : asciiDigits(written)
        .replaceAll(/\p{Cf}/gu, '')
        .trim()
  // 00 is + wherever it is dialled from; the parser knows it only outside the NANP.
  const international = digits.replace(/^00(?=\d)/, '+')
  if (international.startsWith('+')) return validNumber(international, undefined)
  const local = validNumber(international, region)
  const bare = international.replaceAll(/[\s()./-]/g, '')
  // Ten digits are a whole number in North America, though 604 555 0102 begins like a Malaysian one.
  if (bare.length === 10 && getCountryCallingCode(region as never) === '1') return local
  // 533344455 is a Saudi mobile without its 0, though Cuban numbers begin so.
  const withoutTrunk = local?.national === bare && bare.length <= NATIONAL_MAX && local.type === 'MOBILE'
  if (withoutTrunk) return local
  // 963991234567 asked with region AE parses as an Emirati number unless + is tried first.
  if (/^[1-9]\d{8,14}$/.test(bare)) return validNumber(`+${bare}`, undefined) ?? local
  return local
}

function validNumber(number: string, region: string | undefined): Dialled | undefined {
  const parsed = parsePhoneNumberFromString(number, region === undefined ? undefined : (region as never))
  // With the full metadata a number is valid where its type is known; `isValid` would look for the type once more.
  const type = parsed?.getType()
  return parsed && type !== undefined && !parsed.ext
    ? { e164: parsed.number, national: parsed.nationalNumber, type }
    : undefined
}

/** Checks a default region once, where it enters. @throws RawiError RAWI_CONFIG_INVALID */
export function phoneRegion(region: string): DefaultRegion {
  if (!isSupportedCountry(region)) {
    throw new RawiError(
      'RAWI_CONFIG_INVALID',
      `The default region ${JSON.stringify(region.slice(0, 8))} is not an ISO 3166-1 country code.`,
    )
  }
  return {
    toE164: (phone) => toE164(phone, region),
    digits: (phone) => asciiDigits(phone.slice(0, WRITTEN_MAX)).replaceAll(/\D/g, ''),
  }
}

/** Arabic-Indic and Persian digits as ASCII. */
function asciiDigits(text: string): string {
  return text.replaceAll(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
