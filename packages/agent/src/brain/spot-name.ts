import { fold } from './fold.ts'
import { NAME_OPENERS, NOT_NAMES } from './words.ts'

/** Words a name is taken to have at most, and letters. */
const WORDS_MAX = 3
const LETTERS_MAX = 60
const WORD = "[\\p{L}\\p{M}'’]+(?:-[\\p{L}\\p{M}'’]+)*"
const INTRODUCED = new RegExp(
  `(?:^|[^\\p{L}])(?:[وف]?اسمي(?:\\s+(?:هو|الكريم|الكامل))*|[وف]?[إا]سمي هو|معك(?:م)?|معاك|my\\s+(?:full\\s+)?name(?:\\s+is|['’]s)|call me|this is|i\\s+am|i['’]m)[\\s:،,]+(${WORD}(?:[ \\t]+${WORD}){0,${WORDS_MAX}})`,
  'iu',
)
/** "I am" and "this is" open many sentences; a small letter after them shows that no name follows. */
const WEAK_OPENING = /^[^\p{L}]?(?:this is|i\s+am|i['’]m)/iu
const SMALL_LETTER = /^\p{Ll}/u
const SELF = /^\s*(?:أنا|انا)\s+/u
const ONLY_NAME = new RegExp(`^\\s*(${WORD}(?:[ \\t]+${WORD}){0,${WORDS_MAX - 1}})\\s*[.!،,]?\\s*$`, 'u')

export interface SpottedName {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The name a caller gives: after "my name is", or as the whole turn when the agent has just asked for it. */
export function spotName(text: string, asked: boolean): SpottedName | undefined {
  const match = INTRODUCED.exec(text)
  if (match?.[1] !== undefined && !(WEAK_OPENING.test(match[0]) && SMALL_LETTER.test(match[1]))) {
    const name = cutAtOtherWords(match[1])
    const start = match.index
    const end = match.index + match[0].length - match[1].length + name.length
    if (name !== '') return { name, start, end }
  }
  if (!asked) return undefined
  const alone = ONLY_NAME.exec(text.replace(SELF, ''))?.[1]
  if (alone === undefined || cutAtOtherWords(alone) !== alone) return undefined
  return { name: alone, start: 0, end: text.length }
}

/** What a caller is called by: the first name, with both parts of عبد الرحمن or أبو خالد. */
export function firstName(name: string): string {
  const [first = '', second] = name.split(/\s+/u)
  return second !== undefined && NAME_OPENERS.has(fold(first)) ? `${first} ${second}` : first
}

function cutAtOtherWords(name: string): string {
  const parts = name.split(/\s+/u)
  const other = parts.findIndex((part) => NOT_NAMES.has(fold(part)))
  const kept = (other === -1 ? parts : parts.slice(0, other)).slice(0, WORDS_MAX).join(' ')
  return kept.length <= LETTERS_MAX ? kept : ''
}
