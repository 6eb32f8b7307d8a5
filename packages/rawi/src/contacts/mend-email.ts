import { distance } from './distance.ts'
import { connectorAt } from './email-connector.ts'
import { localText } from './email-local.ts'
import { AT_WORDS, NOT_LOCAL, TOP_LEVELS } from './email-words.ts'
import { digitRuns, digitsOf } from './read-digits.ts'
import { providerNamed, readDomain, validEmail } from './read-emails.ts'
import { respelled } from './respelled-address.ts'
import { readSpelled } from './spelled-latin.ts'
import { isLetter, type Token } from './tokens.ts'

const NEGATOR = /^(?:not|مو|مش|مب|ليس|بدل|instead)$/
/** Characters of a whole local part at least; a shorter word mends a part of it. */
const WHOLE_MIN = 5
const ENDING_PARTS_MAX = 3
const SEPARATORS = /[._+-]/

/**
 * An address with the part that a correction names replaced: "hotmail, not gmail", "it's dot net", "underscore, not
 * dot", "marc with a c". Undefined where the words mend nothing, or nothing certain.
 */
export function mendEmail(address: string, tokens: readonly Token[]): string | undefined {
  const at = address.indexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  return (
    mendDomain(local, domain, tokens) ??
    mendWhole(local, domain, tokens) ??
    mendSeparator(local, domain, tokens) ??
    mendWord(local, domain, tokens) ??
    mendLetter(local, domain, tokens)
  )
}

function mendDomain(local: string, domain: string, tokens: readonly Token[]): string | undefined {
  const [name = '', ...rest] = domain.split('.')
  const at = tokens.findIndex(({ fold }, place) => AT_WORDS.has(fold) && !isNegated(tokens, place))
  const whole = at < 0 ? undefined : readDomain(tokens, at + 1)
  if (whole && whole.text !== domain) return validEmail(`${local}@${whole.text}`)
  let given: string | undefined
  let end: string | undefined
  for (let at = 0; at < tokens.length; at++) {
    if (isNegated(tokens, at)) continue
    const provider = providerNamed(tokens, at)
    if (provider && provider.text !== name) given ??= provider.text
    const ending = endingAt(tokens, at)
    if (ending && !`.${rest.join('.')}`.endsWith(`.${ending.text}`)) end ??= ending.text
    if (ending) at = ending.to - 1
  }
  if (given === undefined && end === undefined) return undefined
  // "Not gmail. Mail, just mail, dot ru": a word too common to be a provider by itself.
  if (end !== undefined && tokens.some(({ fold }, place) => fold === name && isNegated(tokens, place))) {
    given ??= tokens.some(({ fold }) => fold === 'mail') ? 'mail' : undefined
  }
  return validEmail(`${local}@${given ?? name}.${end ?? rest.join('.')}`)
}

/** "Dot com", "dot co dot uk": the last parts of a domain. */
function endingAt(tokens: readonly Token[], at: number): { text: string; to: number } | undefined {
  const parts: string[] = []
  let to = at
  for (let dot = connectorAt(tokens, to); dot?.sign === '.'; dot = connectorAt(tokens, to)) {
    const part = TOP_LEVELS.get(tokens[dot.to]?.fold ?? '')
    if (part === undefined || parts.length >= ENDING_PARTS_MAX) break
    parts.push(part)
    to = dot.to + 1
  }
  return parts.length === 0 ? undefined : { text: parts.join('.'), to }
}

/** "jane underscore doe": the whole local part again, near enough to the one before. */
function mendWhole(local: string, domain: string, tokens: readonly Token[]): string | undefined {
  for (let from = 0; from < tokens.length; from++) {
    if (isAside(tokens, from) || isNegated(tokens, from)) continue
    let to = from
    while (to < tokens.length) {
      const connector = connectorAt(tokens, to)
      const token = tokens[to] as Token
      if (!connector && (isAside(tokens, to) || token.kind === 'mark')) break
      to = connector?.to ?? to + 1
    }
    const text = localText(tokens.slice(from, to))
    const whole = text !== undefined && text.length >= WHOLE_MIN && !SEPARATORS.test(text.at(-1) ?? '')
    const far = whole ? distance(letters(text), letters(local)) : 0
    // "R dot matthews?" "Only one t, mathews": a part of it, where no sign is said.
    const part =
      whole && !SEPARATORS.test(text) && local.split(SEPARATORS).some((word) => distance(word, letters(text)) < far)
    if (whole && !part && text !== local && far <= 2) return validEmail(`${text}@${domain}`)
    // "Stone dash lake": the same letters as the domain's, written in another way.
    const host = domain.slice(0, domain.indexOf('.'))
    if (whole && text !== host && letters(text) === letters(host) && !/[._+]/.test(text))
      return validEmail(`${local}@${text}${domain.slice(host.length)}`)
    from = Math.max(from, to - 1)
  }
  return undefined
}

function mendSeparator(local: string, domain: string, tokens: readonly Token[]): string | undefined {
  for (let at = 0; at < tokens.length; at++) {
    const connector = connectorAt(tokens, at)
    if (!connector || isNegated(tokens, at) || tokens[at]?.kind === 'mark') continue
    const old = [...local].filter((character) => SEPARATORS.test(character))
    if (old.length === 1 && old[0] !== connector.sign)
      return validEmail(`${local.replace(SEPARATORS, connector.sign)}@${domain}`)
  }
  return undefined
}

const TIMES = new Map(Object.entries({ no: 0, one: 1, two: 2, double: 2, three: 3 }))

/** "No h", "two l's": how often a letter is written that stands in one place of the address. */
function mendLetter(local: string, domain: string, tokens: readonly Token[]): string | undefined {
  for (const [at, { fold }] of tokens.entries()) {
    const letter = /^([a-z])(?:'s)?$/.exec(fold)?.[1]
    const times = TIMES.get(tokens[at - 1]?.fold ?? '')
    if (letter === undefined || times === undefined || isNegated(tokens, at - 1)) continue
    const [run, ...more] = local.match(new RegExp(`${letter}+`, 'g')) ?? []
    if (run && more.length === 0 && run.length !== times)
      return validEmail(`${local.replace(run, letter.repeat(times))}@${domain}`)
  }
  return undefined
}

/** A word that is nearly one of the address takes its place. */
function mendWord(local: string, domain: string, tokens: readonly Token[]): string | undefined {
  const parts = local.split(/([._+-]|\d+)/)
  const runs = digitRuns(tokens).map(({ from, groups }) => ({ from, digits: digitsOf(groups) }))
  for (const { from, digits } of [...runs, ...digitRuns(tokens).flatMap(({ groups }) => groups)]) {
    const near = parts.findIndex((part) => /^\d+$/.test(part) && part.length === digits.length && part !== digits)
    if (near >= 0 && !isNegated(tokens, from)) return validEmail(`${parts.with(near, digits).join('')}@${domain}`)
  }
  const spelled = spelledWord(tokens) ?? lettersAlone(tokens)
  const meant = spelled && !parts.includes(spelled) ? parts.findIndex((part) => isLike(part, spelled)) : -1
  if (spelled && meant >= 0) return validEmail(`${parts.with(meant, spelled).join('')}@${domain}`)
  for (const [at, token] of tokens.entries()) {
    if (isNegated(tokens, at) || !/^[a-z]{3,}$/.test(token.fold) || isAside(tokens, at)) continue
    const near = parts.findIndex(
      (part) => part.length > 2 && part !== token.fold && distance(part, token.fold) <= (part.length > 4 ? 2 : 1),
    )
    if (near >= 0) return validEmail(`${parts.with(near, token.fold).join('')}@${domain}`)
  }
  return undefined
}

/** "Rhodes, R-H-O-D-E-S": a word that is said and then spelled. */
export function spelledWord(tokens: readonly Token[]): string | undefined {
  for (const at of tokens.keys()) {
    const again = respelled(tokens, at)
    if (again) return again.letters
  }
  return undefined
}

/** "One b in the middle, b o b y": letters that spell a word nobody said. */
function lettersAlone(tokens: readonly Token[]): string | undefined {
  for (const at of tokens.keys()) {
    const letters = isLetter(tokens[at]?.fold ?? '') ? readSpelled(tokens, at) : undefined
    if (letters) return letters.value.toLowerCase()
  }
  return undefined
}

/** A part of an address that may have been misheard for what is spelled. */
function isLike(part: string, spelled: string): boolean {
  return part.length > 2 && part[0] === spelled[0] && distance(part, spelled) <= Math.max(2, spelled.length / 2)
}

function isAside(tokens: readonly Token[], at: number): boolean {
  const { fold, kind } = tokens[at] as Token
  // The e of "j e n n" is a letter, though "e mail" is none of an address.
  const letter = (place: number) => isLetter(tokens[place]?.fold ?? '')
  if (letter(at) && (letter(at - 1) || letter(at + 1))) return false
  return (kind === 'mark' && !'._-+'.includes(fold)) || NOT_LOCAL.has(fold)
}

function isNegated(tokens: readonly Token[], at: number): boolean {
  return NEGATOR.test(tokens[at - 1]?.fold ?? '')
}

function letters(text: string): string {
  return text.replaceAll(/[._+-]/g, '')
}
