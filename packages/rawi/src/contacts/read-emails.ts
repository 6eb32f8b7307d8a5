import { emailAsides } from './email-asides.ts'
import { connectorAt, LATIN_WORD } from './email-connector.ts'
import { readLocal } from './email-local.ts'
import { AT_MORE, AT_WORDS, KNOWN_PROVIDERS, PROVIDER_PAIRS, PROVIDERS, TOP_LEVELS } from './email-words.ts'
import { NUMBER_WORDS } from './number-words.ts'
import { isComma, isLetter, type Token } from './tokens.ts'

/** An address and the tokens that say it, the last one excluded. */
export interface SpokenEmail {
  readonly value: string
  readonly from: number
  readonly to: number
}

/** RFC 5321: 64 characters before the @; a domain's labels as RFC 1035 has them. */
const LOCAL = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,24}$/
/** Providers with one domain, which is meant where nothing follows the name. */
const WHOLE_PROVIDERS = new Set(['gmail', 'icloud'])
const DOMAIN_WORDS_MAX = 3
const DOMAIN_LETTERS_MAX = 20
const ENDING_LETTERS_MAX = 4

/** An address in lower case, or undefined where it is none. */
export function validEmail(written: string): string | undefined {
  const value = written.toLowerCase()
  const at = value.lastIndexOf('@')
  const local = value.slice(0, at)
  const valid = at > 0 && LOCAL.test(local) && !local.includes('..') && DOMAIN.test(value.slice(at + 1))
  return valid ? value : undefined
}

/** Every address in the words of a turn, written or spoken, in order. */
export function readEmails(tokens: readonly Token[]): SpokenEmail[] {
  const joined = tokens.some(({ fold }) => onProvider(fold) !== undefined)
  if (!joined && !tokens.some(({ fold }, at) => AT_WORDS.has(fold) || isOnProvider(tokens, at))) return []
  const spelling = tokens.filter(({ fold }) => isLetter(fold)).length > 2
  const asides = emailAsides(tokens)
  const kept = [...tokens.keys()].filter(
    (at) =>
      !asides.has(at) &&
      !((spelling || isDottedByPauses(tokens, at)) && isBetweenLetters(tokens, at)) &&
      !isSaidOfLetters(tokens, at),
  )
  if (kept.length === tokens.length && !joined) return readAll(tokens)
  const places = kept.flatMap((at) => (onProvider(tokens[at]?.fold ?? '') === undefined ? [at] : [at, at]))
  const words = kept.flatMap((at) => apart(tokens[at] as Token))
  return readAll(words).map(({ value, from, to }) => ({
    value,
    from: places[from] ?? 0,
    to: (places[to - 1] ?? 0) + 1,
  }))
}

/** عالجيميل, عهوتميل: the provider in a word with "on" before it. */
function onProvider(fold: string): string | undefined {
  if (fold.length < 5 || !fold.startsWith('ع')) return undefined
  const name = fold.startsWith('عال') ? fold.slice(3) : fold.slice(1)
  return PROVIDERS.has(name) ? name : undefined
}

/** The same as two words. */
function apart(token: Token): readonly Token[] {
  const name = onProvider(token.fold)
  return name === undefined
    ? [token]
    : [
        { ...token, fold: 'ات', text: 'ات' },
        { ...token, fold: name, text: name },
      ]
}

/** The comma of "b, o, b, dot, s", the strokes of "B-O-B": who spells makes pauses everywhere. */
function isBetweenLetters(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.fold === '-') return isStroke(tokens, at)
  if (!isComma(tokens[at]?.fold ?? '')) return false
  const spelled = (token: Token | undefined) =>
    /^(?:[a-z]|dot|at|underscore|dash|نقطه|ات|دوت)$/u.test(token?.fold ?? '')
  return spelled(tokens[at - 1]) || spelled(tokens[at + 1])
}

/** "Claire, dot, dubois, at, orange, dot, fr": a pause on both sides of a sign. */
function isDottedByPauses(tokens: readonly Token[], at: number): boolean {
  const comma = (place: number) => isComma(tokens[place]?.fold ?? '')
  const sign = (place: number) => /^(?:dot|at|underscore|dash|نقطه|ات|دوت)$/u.test(tokens[place]?.fold ?? '')
  return comma(at) && ((sign(at + 1) && comma(at + 2)) || (sign(at - 1) && comma(at - 2)))
}

/** Words of a remark on letters at most. */
const LETTERS_SAID_MAX = 8
const SAID_OF_LETTERS =
  /^(?:with(?:out)? (?:an?|one|two|three|double|no|any|the) [a-z](?:'s)?|with(?:out| no)? (?:an? |any |the )?(?:accents?|umlauts?|fadas?|apostrophes?|hyphens?|spaces?)) (?:(?:at|in|on) (?:(?:the|both|either|each) )?(?:end|ends|beginning|start|front|back|middle) (?:, )?)?/

/** "With two b's", "with an h at both ends,": what only tells how an address is written. */
function isSaidOfLetters(tokens: readonly Token[], at: number): boolean {
  for (let from = at; from >= Math.max(0, at - LETTERS_SAID_MAX); from--) {
    const fold = tokens[from]?.fold
    if (fold !== 'with' && fold !== 'without') continue
    const words = tokens.slice(from, from + LETTERS_SAID_MAX).reduce((text, { fold }) => `${text}${fold} `, '')
    const said = SAID_OF_LETTERS.exec(words)?.[0]
    if (said && at - from < said.trim().split(' ').length) return true
  }
  return false
}

/** A stroke between single letters, unless they are written as an address: a-b-c@d.org. */
function isStroke(tokens: readonly Token[], at: number): boolean {
  const letter = (place: number) => isLetter(tokens[place]?.fold ?? '')
  let end = at + 2
  while (tokens[end]?.glued) end++
  const written = tokens.slice(at, end).some(({ fold }) => fold === '@')
  return letter(at - 1) && letter(at + 1) && !written
}

/** "tony نقطة saade على جيميل": at, where it could as well be the name Ali, stands between Latin letters and a provider. */
function isOnProvider(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== 'على' || !/^[a-z0-9]/.test(tokens[at - 1]?.fold ?? '')) return false
  return providerNamed(tokens, at + 1) !== undefined
}

function readAll(tokens: readonly Token[]): SpokenEmail[] {
  const emails: SpokenEmail[] = []
  let floor = 0
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (!AT_WORDS.has(token.fold) && !isOnProvider(tokens, at)) continue
    let after = at + 1
    const more = AT_MORE.find((phrase) =>
      phrase.split(' ').every((word, offset) => tokens[at + 1 + offset]?.fold === word),
    )
    if (more) after += more.split(' ').length
    while (AT_WORDS.has(tokens[after]?.fold ?? '')) after++
    const domain = readDomain(tokens, after)
    if (!domain) continue
    const local = readLocal(tokens, at, floor)
    if (!local) continue
    const value = validEmail(`${local.text}@${domain.text}`)
    if (value === undefined) continue
    emails.push({ value, from: local.from, to: domain.to })
    floor = domain.to
    at = domain.to - 1
  }
  return emails
}

/** gmail dot com, company dot co dot uk, جيميل دوت كوم; it must end in a known last part when it is spoken. */
export function readDomain(tokens: readonly Token[], at: number): { text: string; to: number } | undefined {
  let text = ''
  let next = at
  let ended = 0
  for (let labels = 0; labels < 5; labels++) {
    const label = (labels > 0 && spelledEnding(tokens, next)) || readLabel(tokens, next, labels === 0)
    if (!label) break
    const top = labels > 0 ? TOP_LEVELS.get(label.words) : undefined
    if (labels > 0 && top === undefined && label.spoken) break
    text += (labels > 0 ? '.' : '') + (top ?? label.text)
    next = label.to
    if (labels > 0 && (top !== undefined || !label.spoken)) ended = next
    const dot = connectorAt(tokens, next)
    if (dot?.sign !== '.') break
    next = dot.to
  }
  if (ended === 0 && WHOLE_PROVIDERS.has(text) && tokens[at]?.fold === text && tokens[next]?.kind !== 'word')
    return { text: `${text}.com`, to: next }
  return ended === 0 ? undefined : { text: text.slice(0, 255), to: ended }
}

/** "Dot c a", "dot c o m": the letters of a last part. */
function spelledEnding(
  tokens: readonly Token[],
  at: number,
): { text: string; words: string; to: number; spoken: boolean } | undefined {
  let text = ''
  let to = at
  while (text.length < ENDING_LETTERS_MAX && isLetter(tokens[to]?.fold ?? '')) text += tokens[to++]?.fold
  return text.length > 1 && TOP_LEVELS.has(text) ? { text, words: text, to, spoken: true } : undefined
}

/** Words of one label: "big company", gmail, جيميل, my-shop. */
function readLabel(
  tokens: readonly Token[],
  at: number,
  first: boolean,
): { text: string; words: string; to: number; spoken: boolean } | undefined {
  let text = ''
  let to = at
  for (let words = 0; words < (first ? DOMAIN_WORDS_MAX : 1); words++) {
    const token = tokens[to]
    if (!token) break
    // Letters that are spelled are no words: u c l a dot edu.
    if (first && isLetter(token.fold) && to - at < DOMAIN_LETTERS_MAX) words--
    const pair = PROVIDER_PAIRS.get(`${token.fold}+${tokens[to + 1]?.fold ?? ''}`)
    const known = PROVIDERS.get(token.fold)
    const top = first ? undefined : TOP_LEVELS.get(token.fold)
    if (pair && first) {
      text += pair
      to += 2
    } else if (known && first) {
      text += known
      to++
    } else if (isSpelledDigit(tokens, to)) {
      text += NUMBER_WORDS.get(token.fold)?.value
      to++
    } else if (LATIN_WORD.test(token.fold) || token.kind === 'digits' || top !== undefined) {
      text += token.fold.replaceAll("'", '')
      to++
    } else break
    const dash = tokens[to]
    if (dash?.kind === 'mark' && dash.fold === '-' && dash.glued && tokens[to + 1]?.glued) {
      text += '-'
      to++
      words--
      continue
    }
    const connector = connectorAt(tokens, to)
    if (connector?.sign === '.') break
    if (connector?.sign === '-' && first && tokens[connector.to]?.kind === 'word') {
      text += '-'
      to = connector.to
      words--
      continue
    }
    if (tokens[to]?.kind === 'digits' && tokens[to]?.glued) words--
  }
  if (text === '' || text.length > 63) return undefined
  const before = tokens[at - 1]
  return { text, words: tokens[at]?.fold ?? '', to, spoken: !(tokens[at]?.glued && before?.kind === 'mark') }
}

/** "a one plumbing", "b two b": a number beside a single letter is written as a digit. */
function isSpelledDigit(tokens: readonly Token[], at: number): boolean {
  const number = NUMBER_WORDS.get(tokens[at]?.fold ?? '')
  const beside = [at - 1, at + 1].some((other) => isLetter(tokens[other]?.fold ?? ''))
  return number?.kind === 'unit' && beside
}

/** A provider that is named without its last part, such as "hotmail": what a correction may mean. */
export function providerNamed(tokens: readonly Token[], at: number): { text: string; to: number } | undefined {
  const token = tokens[at]
  if (!token) return undefined
  const pair = PROVIDER_PAIRS.get(`${token.fold}+${tokens[at + 1]?.fold ?? ''}`)
  if (pair) return { text: pair, to: at + 2 }
  const known = PROVIDERS.get(token.fold) ?? token.fold
  return KNOWN_PROVIDERS.has(known) ? { text: known, to: at + 1 } : undefined
}
