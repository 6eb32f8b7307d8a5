import {
  AT_SECOND,
  AT_WORDS,
  CONNECTORS,
  KNOWN_PROVIDERS,
  LATIN_FORMS,
  LETTER_NAMES,
  NOT_LOCAL,
  PROVIDER_PAIRS,
  PROVIDERS,
  TOP_LEVELS,
  WRITTEN_HOW,
} from './email-words.ts'
import { digitRuns, digitsOf } from './read-digits.ts'
import type { Token } from './tokens.ts'

/** An address and the tokens that say it, the last one excluded. */
export interface SpokenEmail {
  readonly value: string
  readonly from: number
  readonly to: number
}

/** RFC 5321: 64 characters before the @; a domain's labels as RFC 1035 has them. */
const LOCAL = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,24}$/
const LOCAL_TOKENS_MAX = 40
const DOMAIN_WORDS_MAX = 3
const LATIN_WORD = /^[a-z][a-z']*$/

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
  const emails: SpokenEmail[] = []
  let floor = 0
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (!AT_WORDS.has(token.fold)) continue
    const after = AT_SECOND.has(tokens[at + 1]?.fold ?? '') ? at + 2 : at + 1
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

/** The connector that stands at a token, and how many tokens it takes. */
export function connectorAt(tokens: readonly Token[], at: number): { sign: string; to: number } | undefined {
  const token = tokens[at]
  if (!token) return undefined
  // A full stop joins only what it touches on both sides.
  if (token.kind === 'mark' && '.-+'.includes(token.fold) && !(token.glued && tokens[at + 1]?.glued)) {
    const spaced = !token.glued && tokens[at + 1] !== undefined && !tokens[at + 1]?.glued
    if (!spaced) return undefined
  }
  for (const [sign, words] of CONNECTORS) {
    if (words.every((word, offset) => tokens[at + offset]?.fold === word)) return { sign, to: at + words.length }
  }
  return undefined
}

/** gmail dot com, company dot co dot uk, جيميل دوت كوم; it must end in a known last part when it is spoken. */
export function readDomain(tokens: readonly Token[], at: number): { text: string; to: number } | undefined {
  let text = ''
  let next = at
  let ended = 0
  for (let labels = 0; labels < 5; labels++) {
    const label = readLabel(tokens, next, labels === 0)
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
  return ended === 0 ? undefined : { text: text.slice(0, 255), to: ended }
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
    const pair = PROVIDER_PAIRS.get(`${token.fold}+${tokens[to + 1]?.fold ?? ''}`)
    const known = PROVIDERS.get(token.fold)
    const top = first ? undefined : TOP_LEVELS.get(token.fold)
    if (pair && first) {
      text += pair
      to += 2
    } else if (known && first) {
      text += known
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

/** The part before "at", read backwards to the first word that is none of it; undefined where it stays unclear. */
export function readLocal(
  tokens: readonly Token[],
  at: number,
  floor: number,
): { text: string; from: number } | undefined {
  if (tokens[at]?.fold === '@' && tokens[at]?.glued) return readWritten(tokens, at, floor)
  const end = writtenHowFrom(tokens, at, floor)
  let from = end
  const least = Math.max(floor, at - LOCAL_TOKENS_MAX, phoneEnd(tokens, floor, end))
  while (from - 1 >= least) {
    const token = tokens[from - 1] as Token
    const next = tokens[from]
    const joined = from < end && isConnector(tokens, from, end)
    const explained = explanationFrom(tokens, from - 1)
    if (explained !== undefined && explained >= least) {
      from = explained
      continue
    }
    if (isConnector(tokens, from - 1, end)) {
      from--
      continue
    }
    if (token.kind === 'mark') {
      const comma = token.fold === ',' || token.fold === '،'
      const left =
        isShort(tokens[from - 2]) || endsConnector(tokens, from - 2) || explanationFrom(tokens, from - 2) !== undefined
      if (comma && (from === end || joined || left || isShort(next))) {
        from--
        continue
      }
      break
    }
    const inside = joined || endsConnector(tokens, from - 2) || (token.glued && from - 2 >= least)
    if (token.kind === 'word' && !inside && isOutside(tokens, from - 1, end)) break
    from--
  }
  while (from < end && (tokens[from]?.kind === 'mark' || isConnector(tokens, from, end))) from++
  const text = localText(tokens.slice(from, end))
  return text === undefined || text === '' ? undefined : { text, from }
}

/** Where a phone number before an address ends, unless it is the address's own first part. */
function phoneEnd(tokens: readonly Token[], floor: number, end: number): number {
  const from = Math.max(floor, end - LOCAL_TOKENS_MAX)
  const long = digitRuns(tokens.slice(from, end)).filter(({ groups }) => digitsOf(groups).length > 6)
  const last = long.findLast(({ to }) => from + to < end)
  return last ? from + last.to : 0
}

/** What touches the @ sign: the words before it are none of the address. */
function readWritten(tokens: readonly Token[], at: number, floor: number): { text: string; from: number } | undefined {
  let from = at - 1
  while (from > floor && tokens[from]?.glued && from > at - LOCAL_TOKENS_MAX) from--
  while (from < at && !/^[a-z0-9]/.test(tokens[from]?.fold ?? '')) from++
  const text = tokens
    .slice(from, at)
    .map(({ fold }) => fold)
    .join('')
  return text === '' ? undefined : { text, from }
}

/** "…, all one word, at": where words that only say how an address is written begin, before the "at". */
function writtenHowFrom(tokens: readonly Token[], at: number, floor: number): number {
  let end = at
  while (end - 1 > floor) {
    const { fold, kind } = tokens[end - 1] as Token
    const one = fold === 'one' && tokens[end]?.fold === 'word'
    if (!(kind === 'mark' && ',،'.includes(fold)) && !WRITTEN_HOW.has(fold) && !one) break
    end--
  }
  return end
}

/** "m as in mary", "m for mary", read from its end: where the letter stands. */
function explanationFrom(tokens: readonly Token[], at: number): number | undefined {
  const [one, two] = [tokens[at - 1]?.fold ?? '', tokens[at - 2]?.fold ?? '']
  const letter = one === 'in' && two === 'as' ? at - 3 : /^(?:for|like|as)$/.test(one) ? at - 2 : -1
  return tokens[at]?.kind === 'word' && /^[a-z]$/.test(tokens[letter]?.fold ?? '') ? letter : undefined
}

/** A word that is not part of an address, unless a connector stands beside it. */
function isOutside(tokens: readonly Token[], at: number, end: number): boolean {
  const fold = (tokens[at] as Token).fold.replace(/'s$/, '')
  if (/^(?:as|for|like|in)$/.test(fold)) {
    // "k as in kilo": what explains a letter goes with it.
    return !/^[a-z]$/.test(tokens[at - 1]?.fold ?? '') && !(fold === 'in' && tokens[at - 1]?.fold === 'as')
  }
  if (/^[a-z]$/.test(fold) && at + 1 < end && /^[a-z]$/.test(tokens[at + 1]?.fold ?? '')) return false
  if (fold === 'then') return !isShort(tokens[at - 1]) && !isShort(tokens[at - 2])
  if (fold === 'i' || fold === 'a' || fold === 'e') return !isShort(tokens[at + 1]) || at + 1 >= end
  if (fold.length > 1 && /^و/u.test(fold) && NOT_LOCAL.has(fold.slice(1))) return true
  return NOT_LOCAL.has(fold) || /^(?:ال|بال|عال).{2}/u.test(fold)
}

function isShort(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'digits' || /^[a-z]$/.test(token.fold))
}

function isConnector(tokens: readonly Token[], at: number, end: number): boolean {
  if (at < 0 || at >= end) return false
  const found = connectorAt(tokens, at)
  return found !== undefined && found.to <= end
}

/** A connector ends at a token: its last word stands there. */
function endsConnector(tokens: readonly Token[], at: number): boolean {
  for (const from of [at, at - 1]) {
    const found = from >= 0 ? connectorAt(tokens, from) : undefined
    if (found?.to === at + 1) return true
  }
  return false
}

/** The characters that the words of a local part stand for; undefined where a word can be written in several ways. */
export function localText(tokens: readonly Token[]): string | undefined {
  const runs = digitRuns(tokens)
  let text = ''
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token
    const run = runs.find(({ from, to }) => from <= at && at < to)
    const group = run?.groups.find(({ from }) => from === at)
    if (group) {
      text += digitsOf([group])
      at = group.to
      continue
    }
    const connector = connectorAt(tokens, at)
    if (connector) {
      text += connector.sign
      at = connector.to
      continue
    }
    if (token.kind === 'mark') {
      if (!',،'.includes(token.fold)) return undefined
      at++
      continue
    }
    const explained = explanationEnd(tokens, at)
    if (explained > 0) {
      text += token.fold
      at = explained
      continue
    }
    if (LATIN_WORD.test(token.fold)) {
      if (!(WRITTEN_HOW.has(token.fold) && !token.glued)) text += token.fold.replaceAll("'", '')
    } else if (token.kind === 'digits') {
      text += token.fold
    } else {
      const latin = LATIN_FORMS.get(token.fold) ?? LETTER_NAMES.get(token.fold)
      if (latin === undefined) {
        if (!WRITTEN_HOW.has(token.fold)) return undefined
      } else text += latin
    }
    at++
  }
  return text
}

/** "m as in mary", "m for mary": where the explanation of a single letter ends, 0 without one. */
function explanationEnd(tokens: readonly Token[], at: number): number {
  if (!/^[a-z]$/.test(tokens[at]?.fold ?? '')) return 0
  const [one, two] = [tokens[at + 1]?.fold ?? '', tokens[at + 2]?.fold ?? '']
  if (one === 'as' && two === 'in') return tokens[at + 3]?.kind === 'word' ? at + 4 : 0
  return /^(?:for|like|as)$/.test(one) && tokens[at + 2]?.kind === 'word' ? at + 3 : 0
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
