const FIRST_STRONG_ISOLATE = '\u2068'
const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const POP_ISOLATE = '\u2069'

/**
 * A stored value that is safe to print: control characters, which a terminal would obey, become visible escapes, and
 * invisible format characters, which reorder the line around them, go. Joiners stay: Persian and emoji need them.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\t\u2028\u2029]/g, ' ')
    .replaceAll(/\p{Cc}/gu, (control) => `\\x${control.codePointAt(0)?.toString(16).padStart(2, '0')}`)
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, '')
}

/** Spoken text on lines of its own: as `plainText`, with the line breaks kept. */
export function plainLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(plainText)
}

/**
 * Keeps a value's direction to itself, so that Arabic and Latin beside each other stay in their places
 * (Unicode Bidirectional Algorithm, UAX #9, isolates).
 */
export function isolated(text: string): string {
  return text === '' ? '' : `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
}

/** A phone number reads from left to right, its plus sign first, also beside Arabic. */
export function isolatedNumber(text: string): string {
  return text === '' ? '' : `${LEFT_TO_RIGHT_ISOLATE}${text}${POP_ISOLATE}`
}

/** One line of JSON whose strings a terminal cannot obey; it parses to the very same values. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu, (character) => {
    let escaped = ''
    for (let at = 0; at < character.length; at++) {
      escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
    }
    return escaped
  })
}
