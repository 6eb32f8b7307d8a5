import { connectorAt, LATIN_WORD } from './email-connector.ts'
import { LATIN_FORMS, LETTER_NAMES, NOT_LOCAL, WRITTEN_HOW } from './email-words.ts'
import { isNoDigit } from './not-dialled.ts'
import { NUMBER_WORDS, REPEAT_BEFORE } from './number-words.ts'
import { digitRuns, digitsOf } from './read-digits.ts'
import { isLetter, type Token } from './tokens.ts'

/** Words of a local part at most. */
const LOCAL_TOKENS_MAX = 40

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
    // "two thousand and one", "two oh two"
    if (
      /^(?:and|o|oh)$/.test(token.fold) &&
      NUMBER_WORDS.has(next?.fold ?? '') &&
      NUMBER_WORDS.has(tokens[from - 2]?.fold ?? '')
    ) {
      from--
      continue
    }
    // "d roberts, the number four": the article goes with what it tells of.
    if (token.fold === 'the' && WRITTEN_HOW.has(next?.fold ?? '')) {
      from--
      continue
    }
    const inside = joined || endsConnector(tokens, from - 2) || (token.glued && from - 2 >= least)
    if (token.kind === 'word' && !inside && isOutside(tokens, from - 1, end)) break
    // "Use my work one, m garcia at …"
    if (token.fold === 'one' && !inside && isNoDigit(tokens, from - 1)) break
    if (!inside && isNameBeforeSpelling(tokens, from - 1, end)) break
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
  return tokens[at]?.kind === 'word' && isLetter(tokens[letter]?.fold ?? '') ? letter : undefined
}

/** A word that is not part of an address, unless a connector stands beside it. */
function isOutside(tokens: readonly Token[], at: number, end: number): boolean {
  const fold = (tokens[at] as Token).fold.replace(/'s$/, '')
  // "My school one's m dot lopez"
  if (tokens[at]?.fold === "one's") return true
  if (fold === 'الرقم') return false
  if (/^(?:as|for|like|in)$/.test(fold)) {
    // "k as in kilo": what explains a letter goes with it.
    return !isLetter(tokens[at - 1]?.fold ?? '') && !(fold === 'in' && tokens[at - 1]?.fold === 'as')
  }
  if (isLetter(fold) && at + 1 < end && isLetter(tokens[at + 1]?.fold ?? '')) return false
  if (fold === 'then') return !isShort(tokens[at - 1]) && !isShort(tokens[at - 2]) && tokens[at + 1]?.kind !== 'digits'
  // "Hello at jonmackenzie dot scot", "it's a russo at verizon"
  if (/^(?:hello|hi|contact|office|team)$/.test(fold) && at + 1 === end)
    return at > 0 && tokens[at - 1]?.kind === 'word'
  if (fold === 'a' && at + 2 === end && /^(?:is|it's|its)$/.test(tokens[at - 1]?.fold ?? '')) return false
  const pause = tokens[at - 1]?.fold === ','
  if (/^[iae]$/.test(fold) && isLetter(tokens[pause ? at - 2 : at - 1]?.fold ?? '')) return false
  if (fold === 'i' || fold === 'a' || fold === 'e')
    return (!isShort(tokens[at + 1]) && !REPEAT_BEFORE.has(tokens[at + 1]?.fold ?? '')) || at + 1 >= end
  if (fold.length > 1 && /^و/u.test(fold) && NOT_LOCAL.has(fold.slice(1))) return true
  if (/^[a-z]{2,}$/.test(tokens[at + 1]?.fold ?? '') && at + 1 < end && !isWrittenSo(fold))
    return !endsConnector(tokens, at)
  return NOT_LOCAL.has(fold) || /^(?:ال|بال|عال).{2}/u.test(fold)
}

/** An Arabic word that stands for Latin letters, digits or a sign; any other before a Latin word only leads to the address. */
function isWrittenSo(fold: string): boolean {
  if (!/^[\u0621-\u064a]/u.test(fold)) return true
  return [LATIN_FORMS, LETTER_NAMES, WRITTEN_HOW, NUMBER_WORDS, REPEAT_BEFORE].some((known) => known.has(fold))
}

/** سارة، s a r a at …: who says a name and then spells it writes it once. */
function isNameBeforeSpelling(tokens: readonly Token[], at: number, end: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  if (/^[a-z]{3,}$/.test(fold)) return isSpelledAfter(tokens, at, end)
  const arabic = (token: Token | undefined) => token?.kind === 'word' && /^[\u0621-\u064a]/u.test(token.fold)
  if (!arabic(tokens[at]) || LETTER_NAMES.has(tokens[at]?.fold ?? '') || digitRuns(tokens.slice(at, at + 1)).length > 0)
    return false
  let letters = 0
  for (const { fold } of tokens.slice(at + 1, end)) {
    if (isLetter(fold)) letters++
    else if (letters > 0) break
    else if (!WRITTEN_HOW.has(fold) && fold !== ',' && fold !== '،') return false
  }
  return letters > 2
}

/** lindsey, l i n d s e y: the letters are the word again. */
function isSpelledAfter(tokens: readonly Token[], at: number, end: number): boolean {
  let letters = ''
  for (const { fold } of tokens.slice(at + 1, end)) {
    if (isLetter(fold)) letters += fold
    else if (!/^[,-]$/.test(fold)) break
  }
  return letters === tokens[at]?.fold
}

function isShort(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'digits' || isLetter(token.fold))
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
    const doubled = REPEAT_BEFORE.get(token.fold)
    const letter = tokens[at + 1]?.fold ?? ''
    if (doubled !== undefined && isLetter(letter)) {
      text += letter.repeat(doubled)
      at += 2
      continue
    }
    const explained = explanationEnd(tokens, at)
    if (explained > 0) {
      text += token.fold
      at = explained
      continue
    }
    if (LATIN_WORD.test(token.fold)) {
      const article = token.fold === 'the' && WRITTEN_HOW.has(tokens[at + 1]?.fold ?? '')
      if (!article && !(WRITTEN_HOW.has(token.fold) && !token.glued)) text += token.fold.replaceAll("'", '')
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
  if (!isLetter(tokens[at]?.fold ?? '')) return 0
  const [one, two] = [tokens[at + 1]?.fold ?? '', tokens[at + 2]?.fold ?? '']
  if (one === 'as' && two === 'in') return tokens[at + 3]?.kind === 'word' ? at + 4 : 0
  return /^(?:for|like|as)$/.test(one) && tokens[at + 2]?.kind === 'word' ? at + 3 : 0
}
