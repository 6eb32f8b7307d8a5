import MiniSearch, { type SearchResult } from 'minisearch'
import type { Knowledge, Persona } from '../persona/persona.ts'
import { foldedWords, stem } from './fold.ts'
import { OWN_WORDS, QUESTION_STEMS, STOP_STEMS } from './words.ts'

/** Terms of a turn that are searched for; a question names its subject long before that. */
const TERMS_MAX = 64
/** Answers in one reply: who asks for hours and place in one breath gets both. */
const ANSWERS_MAX = 2
/** An entry answers when it knows this share of what was asked, or that many of its words. */
const SHARE_MIN = 0.5
const MATCHES_MIN = 2
/** Shorter words are too easily another word with one letter changed. */
const FUZZY_LETTERS_MIN = 5
const PREFIX_LETTERS_MIN = 4

const indexes = new WeakMap<Persona, MiniSearch<Knowledge>>()

/** What is worth searching in the folded words of a turn. */
export function subjectTerms(words: readonly string[]): { subjects: string[]; questions: string[] } {
  const stems = [...new Set(words.filter((word) => !OWN_WORDS.has(word)).map(stem))]
    .filter((term) => !STOP_STEMS.has(term))
    .slice(0, TERMS_MAX)
  return {
    subjects: stems.filter((term) => !QUESTION_STEMS.has(term)),
    questions: stems.filter((term) => QUESTION_STEMS.has(term)),
  }
}

/** The entries of the persona that answer these words, best first; none when it does not know. */
export function findKnowledge(persona: Persona, words: readonly string[]): Knowledge[] {
  const { subjects, questions } = subjectTerms(words)
  const open = new Set(subjects.length > 0 ? subjects : questions)
  const results = searchable(persona).search([...subjects, ...questions].join(' '))
  const found: Knowledge[] = []
  for (const result of results) {
    if (found.length === ANSWERS_MAX) break
    const matched = matchedTerms(result, open)
    if (!answers(matched.length, open.size)) continue
    const entry = persona.knowledge.find(({ id }) => id === result.id)
    if (entry) found.push(entry)
    for (const term of matched) open.delete(term)
  }
  return found
}

function answers(matched: number, asked: number): boolean {
  return matched > 0 && (matched >= MATCHES_MIN || matched / asked >= SHARE_MIN)
}

function matchedTerms(result: SearchResult, open: ReadonlySet<string>): string[] {
  return result.queryTerms.filter((term) => open.has(term))
}

function searchable(persona: Persona): MiniSearch<Knowledge> {
  const known = indexes.get(persona)
  if (known) return known
  const index = new MiniSearch<Knowledge>({
    fields: ['asked'],
    extractField: (entry, field) => (field === 'asked' ? [...entry.asked.ar, ...entry.asked.en].join('\n') : entry.id),
    tokenize: (text) => foldedWords(text).map(stem),
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (terms) => terms.split(' '),
      // Entries differ in how many ways to ask they list; that should hardly count.
      bm25: { k: 1.2, b: 0.2, d: 0.5 },
      prefix: (term) => term.length >= PREFIX_LETTERS_MIN,
      fuzzy: (term) => (term.length >= FUZZY_LETTERS_MIN ? 0.2 : false),
      boostTerm: (term) => (QUESTION_STEMS.has(term) ? 0.2 : 1),
    },
  })
  index.addAll(persona.knowledge)
  indexes.set(persona, index)
  return index
}
