import {
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { RawiError } from '../conversation/errors.ts'
import type { DefaultRegion } from '../conversation/start-and-end.ts'

/** Characters of a written phone number at most: a bound on the parser's work. */
const WRITTEN_MAX = 64
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
  return parseNumber(written, region)?.number
}

/** The same with what the parser knows of the number, such as its type. */
export function parseNumber(written: string, region: string): PhoneNumber | undefined {
  if (written.length > WRITTEN_MAX) return undefined
  const digits = asciiDigits(written)
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
  // 00 is + wherever it is dialled from; the parser knows it only outside the NANP.
  const international = digits.replace(/^00(?=\d)/, '+')
  if (international.startsWith('+')) return validE164(international, undefined)
  const local = validE164(international, region)
  const bare = international.replaceAll(/[\s()./-]/g, '')
  // Ten digits are a whole number in North America, though 604 555 0102 begins like a Malaysian one.
  if (bare.length === 10 && getCountryCallingCode(region as never) === '1') return local
  // 533344455 is a Saudi mobile without its 0, though Cuban numbers begin so.
  const withoutTrunk = local?.nationalNumber === bare && bare.length <= NATIONAL_MAX && local.getType() === 'MOBILE'
  if (withoutTrunk) return local
  // 963991234567 asked with region AE parses as an Emirati number unless + is tried first.
  if (/^[1-9]\d{8,14}$/.test(bare)) return validE164(`+${bare}`, undefined) ?? local
  return local
}

function validE164(number: string, region: string | undefined): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(number, region === undefined ? undefined : (region as never))
  return parsed?.isValid() && !parsed.ext ? parsed : undefined
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
