import { type ContactField, type ContactState, holdingPatch, openContactExtractor } from 'rawi/contacts'
import type { Persona, Saying } from '../persona/persona.ts'
import { fold } from './fold.ts'
import { detectLanguage } from './language.ts'
import type { Turn } from './reply.ts'
import { NAME_OPENERS } from './words.ts'

/** Turns of the past that are read; what was said before is forgotten by the offline brain, never by the record. */
const HISTORY_MAX = 200
/** Characters of a turn that are understood; the rest is kept in the record but not read. */
export const TURN_READ_MAX = 4_000

/** What the agent asked in one of its turns. */
interface Asked {
  readonly name: boolean
  readonly phone: boolean
  readonly nameConfirmed: boolean
  readonly phoneConfirmed: boolean
}

/** A value of the caller's, and whether the caller has affirmed it. */
export interface Known {
  readonly value: string
  readonly confirmed: boolean
}

type Field = Exclude<ContactField, 'email'>

/** What the conversation so far tells about the caller and about what was already asked. */
export interface KnownCaller {
  readonly name?: Known
  readonly phone?: Known
  readonly language?: Persona['language']
  /** What was asked at any time. */
  readonly asked: Asked
  /** What the agent's latest turn asked. */
  readonly justAsked: Asked
}

/** What a turn told, beside what was known before it. */
export interface HeardCaller {
  readonly before: KnownCaller
  readonly name?: Known
  readonly phone?: Known
  /** The turn without the words that the values rest on. */
  readonly rest: string
}

const NOTHING: Asked = { name: false, phone: false, nameConfirmed: false, phoneConfirmed: false }

const SAYINGS: Record<keyof Asked, readonly Saying[]> = {
  name: ['ask_name'],
  phone: ['ask_phone', 'phone_incomplete', 'say_phone_again', 'unknown_leave_phone'],
  nameConfirmed: ['confirm_name'],
  phoneConfirmed: ['confirm_phone'],
}

const extractors = new Map<string, ReturnType<typeof openContactExtractor>>()

/**
 * Reads the past turns again, so that the brain keeps no state of its own, and then the caller's next one, all by the same
 * rules as the record: what the agent confirms is what is kept.
 */
export function hearCaller(persona: Persona, history: readonly Turn[], turn: string, region: string): HeardCaller {
  const extractor = extractors.get(region) ?? openContactExtractor({ defaultRegion: region })
  extractors.set(region, extractor)
  const state = extractor.start()
  const past = history.slice(-HISTORY_MAX)
  let [asked, justAsked] = [NOTHING, NOTHING]
  let language: Persona['language'] | undefined
  for (const [seq, { role, text }] of past.entries()) {
    extractor.onTurn({ seq, role, text }, state)
    if (role === 'user') language = detectLanguage(text) ?? language
    else {
      justAsked = askedIn(persona, text)
      asked = either(asked, justAsked)
    }
  }
  const before = { ...knownIn(state), ...(language && { language }), asked, justAsked }
  const seq = past.length
  const text = turn.slice(0, TURN_READ_MAX)
  const patches = extractor.onTurn({ seq, role: 'user', text }, state)
  const spans = patches.flatMap(({ evidence }) =>
    evidence.filter((quote) => quote.seq === seq && quote.role === 'user'),
  )
  return { before, ...knownIn(state), rest: without(text, spans) }
}

/** What a caller is called by: the first name, with both parts of عبد الرحمن or أبو خالد. */
export function firstName(name: string): string {
  const [first = '', second] = name.split(/\s+/u)
  return second !== undefined && NAME_OPENERS.has(fold(first)) ? `${first} ${second}` : first
}

function knownIn({ patches }: ContactState): { readonly [field in Field]?: Known } {
  const known = (field: Field) => {
    const patch = holdingPatch(patches, field)
    return patch && { [field]: { value: patch.value, confirmed: patch.status === 'confirmed' } }
  }
  return { ...known('name'), ...known('phone') }
}

function askedIn(persona: Persona, text: string): Asked {
  const heard = text.slice(0, TURN_READ_MAX)
  const asks = (sayings: readonly Saying[]) => sayings.some((saying) => says(persona, heard, saying))
  return {
    name: asks(SAYINGS.name),
    phone: asks(SAYINGS.phone),
    nameConfirmed: asks(SAYINGS.nameConfirmed),
    phoneConfirmed: asks(SAYINGS.phoneConfirmed),
  }
}

function either(a: Asked, b: Asked): Asked {
  return {
    name: a.name || b.name,
    phone: a.phone || b.phone,
    nameConfirmed: a.nameConfirmed || b.nameConfirmed,
    phoneConfirmed: a.phoneConfirmed || b.phoneConfirmed,
  }
}

/** What a placeholder may have been filled with. */
const FILLED: Record<string, string> = { name: '[^.؟?]{1,80}', phone: '[+\\d ]{4,48}' }
const patterns = new WeakMap<Persona, Map<Saying, RegExp>>()

/** Whether a turn holds a sentence of the persona, whatever was filled into it. */
function says(persona: Persona, heard: string, saying: Saying): boolean {
  const known = patterns.get(persona) ?? new Map<Saying, RegExp>()
  patterns.set(persona, known)
  const pattern = known.get(saying) ?? patternOf(persona, saying)
  known.set(saying, pattern)
  return pattern.test(heard)
}

function patternOf(persona: Persona, saying: Saying): RegExp {
  const { ar, en } = persona.says[saying]
  const either = [ar, en].map(({ display }) =>
    display
      .split(/\{(\w+)\}/)
      .map((part, index) =>
        index % 2 === 1 ? (FILLED[part] ?? '.{0,80}') : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join(''),
  )
  return new RegExp(either.join('|'), 'u')
}

function without(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let rest = text
  for (const { start, end } of spans) rest = rest.slice(0, start) + '\n'.repeat(end - start) + rest.slice(end)
  return rest
}
