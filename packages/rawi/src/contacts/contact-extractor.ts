import { CONTACT_TURNS_MAX } from '../conversation/bounds.ts'
import { readAnswer, readFieldAnswers } from './answers.ts'
import { type AskModel, askModel } from './ask-model.ts'
import { announcesNumber, asksForNumber, namesOwnLine } from './calls-from-line.ts'
import {
  CONTACT_FIELDS,
  type Contact,
  type ContactField,
  type ContactPatch,
  type ContactTurn,
  contactOf,
  type Evidence,
} from './contact-patch.ts'
import { holdNamedEmail, readNamedEmail } from './email-of-name.ts'
import { type AgentHeard, hearAgent } from './hear-agent.ts'
import { hearEmail } from './hear-email.ts'
import { hearGreeting } from './hear-greeting.ts'
import { hearName } from './hear-name.ts'
import { hearPhone } from './hear-phone.ts'
import { copyOf, evidenceOf, type Memory, newMemory } from './memory.ts'
import { rememberOthers, withoutOthers } from './others-named.ts'
import { phoneRegion, toE164 } from './phone.ts'
import { validEmail } from './read-emails.ts'
import { foldWord, tokensOf, visible, wordsOf } from './tokens.ts'
import { withMarks } from './unmarked.ts'

export interface ContactExtractorOptions {
  /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
  readonly defaultRegion: string
}

export interface ContactStart {
  /** The number that the call itself came from, in any form. */
  readonly callerId?: string
}

/** What is known of one call; the patches are only ever added to. */
export interface ContactState {
  readonly patches: readonly ContactPatch[]
  readonly contact: Contact
}

export interface ContactExtractor {
  /** The state of a call that begins. */
  start(options?: ContactStart): ContactState
  /**
   * Takes in a turn and gives the patches that it brings; the same turn again brings none. A higher `revision` of a turn
   * takes its place, and a turn that comes late is read where it belongs. Bounded: never throws, whatever the text.
   */
  onTurn(turn: ContactTurn, state: ContactState): readonly ContactPatch[]
  /**
   * Holds what a person entered, over everything that was said; `null` where the value is not valid.
   * A phone number in any form, an e-mail address, or a name.
   */
  fromHuman(field: ContactField, value: string, state: ContactState): ContactPatch | null
  /** Asks a model about what is not confirmed yet, when one is given; without one nothing is added. Never rejects. */
  finalize(state: ContactState, model?: AskModel): Promise<readonly ContactPatch[]>
}

/** What stands behind a state; handed out only as `ContactState`. */
class CallState implements ContactState {
  readonly patches: ContactPatch[] = []
  readonly turns: ContactTurn[] = []
  memory: Memory = newMemory()
  /** The memory before the last turn: most revisions are of the turn that is being spoken. */
  beforeLast: Memory = newMemory()
  readonly callerId: string | undefined

  constructor(callerId: string | undefined) {
    this.callerId = callerId
  }

  get contact(): Contact {
    return contactOf(this.patches)
  }
}

/**
 * Finds the caller's own name, phone number and e-mail address in what is said, while it is said, with evidence.
 * @throws RawiError RAWI_CONFIG_INVALID when the default region is not a country code
 * @example
 * const extractor = openContactExtractor({ defaultRegion: 'SY' })
 * const state = extractor.start()
 * extractor.onTurn({ seq: 0, role: 'user', text: 'معك سامر الحلبي ورقمي ٠٩٩١٢٣٤٥٦٧' }, state)
 * console.log(state.contact) // { name: 'سامر الحلبي', phone: '+963991234567', email: null }
 */
export function openContactExtractor({ defaultRegion }: ContactExtractorOptions): ContactExtractor {
  const region = defaultRegion
  phoneRegion(region)
  return {
    start({ callerId } = {}) {
      const number = callerId === undefined ? undefined : toE164(callerId, region)
      const state = new CallState(number)
      if (number !== undefined) state.patches.push(linePatch(number, 'candidate', []))
      return state
    },
    onTurn(turn, given) {
      const state = own(given)
      const place = state.turns.findLastIndex(({ seq }) => seq <= turn.seq)
      const known = state.turns[place]
      if (known?.seq === turn.seq) {
        if ((known.revision ?? 0) >= (turn.revision ?? 0)) return []
        state.turns[place] = turn
        return place === state.turns.length - 1 ? hearLastAgain(state, region) : replay(state, region)
      }
      if (state.turns.length >= CONTACT_TURNS_MAX) return []
      state.turns.splice(place + 1, 0, turn)
      if (place + 1 < state.turns.length - 1) return replay(state, region)
      const before = { ...state.memory.held }
      state.beforeLast = copyOf(state.memory)
      hear(state.memory, turn, region)
      return tell(state, before)
    },
    fromHuman(field, value, given) {
      const state = own(given)
      const clean = validValue(field, value, region)
      if (clean === undefined) return null
      const seq = state.turns.at(-1)?.seq ?? 0
      const evidence: Evidence = { seq, role: 'user', start: 0, end: 0, quote: '', kind: 'human' }
      const patch: ContactPatch = {
        field,
        value: clean,
        raw: visible(value),
        confidence: 1,
        status: 'confirmed',
        source: 'human',
        evidence: [evidence],
      }
      state.patches.push(patch)
      return patch
    },
    async finalize(given, model) {
      const state = own(given)
      if (!model) return []
      const patches = await askModel(model, state.turns, state.patches, region)
      state.patches.push(...patches)
      return patches
    },
  }
}

function own(state: ContactState): CallState {
  if (!(state instanceof CallState)) throw new TypeError('The state is not one that start() gave.')
  return state
}

function hearLastAgain(state: CallState, region: string): readonly ContactPatch[] {
  const before = { ...state.memory.held }
  state.memory = copyOf(state.beforeLast)
  const last = state.turns.at(-1)
  if (last) hear(state.memory, last, region)
  return tell(state, before)
}

/** Reads everything again, after a turn was revised or came late, and tells what is different now. */
function replay(state: CallState, region: string): readonly ContactPatch[] {
  const before = { ...state.memory.held }
  state.memory = newMemory()
  for (const turn of state.turns) {
    state.beforeLast = copyOf(state.memory)
    hear(state.memory, turn, region)
  }
  return tell(state, before)
}

/** Takes one turn into the memory. */
function hear(memory: Memory, turn: ContactTurn, region: string): void {
  const tokens = withMarks(tokensOf(turn), turn.role === 'assistant')
  if (turn.role === 'assistant') {
    const name = foldWord(memory.held.name?.value.split(' ')[0] ?? '') || undefined
    const heard = hearAgent(tokens, { region, name, gives: memory.wantsNumber })
    memory.agent = { ...withoutOthers(heard, memory.others, name), asks: stillAsked(heard, memory.unanswered) }
    for (const name of memory.agent.ownNames) memory.agentNames.add(foldWord(name))
    for (const value of memory.agent.given) memory.given.add(value)
    hearGreeting(memory)
    return
  }
  if (tokens.length === 0) return
  const said = wordsOf(tokens)
  const answer = readAnswer(tokens)
  const before = { ...memory.held }
  const fields = readFieldAnswers(tokens)
  const heard = (field: ContactField) => ({ tokens, said, answer, fieldAnswer: fields[field], region })
  const taken = hearEmail(memory, heard('email'))
  hearPhone(memory, heard('phone'), taken)
  hearName(memory, heard('name'), taken)
  memory.namedEmail = readNamedEmail(tokens) ?? memory.namedEmail
  holdNamedEmail(memory)
  rememberOthers(memory.others, tokens)
  memory.spoke = true
  memory.lastWords = tokens
  memory.wantsNumber = asksForNumber(said)
  memory.unanswered = unanswered(memory, before)
  if (announcesNumber(said)) memory.unanswered = { ...memory.unanswered, phone: true }
  memory.callsFromLine = namesOwnLine(said) ? evidenceOf(tokens, 'stated') : undefined
}

/** A question stays open when the agent's next turn asks nothing else: "if you don't mind". */
function stillAsked({ asks }: AgentHeard, open: Memory['unanswered']): AgentHeard['asks'] {
  const silent = Object.values(asks).every((asked) => !asked)
  return silent && open ? { ...asks, ...open } : asks
}

/** The questions of the agent's last turn that brought nothing. */
function unanswered({ agent, held }: Memory, before: Memory['held']): Memory['unanswered'] {
  const open = (field: ContactField) => agent.asks[field] && held[field] === before[field]
  return { name: open('name'), phone: open('phone'), email: open('email') }
}

/** The patches that lead from what was held before to what is held now. */
function tell(state: CallState, before: Memory['held']): readonly ContactPatch[] {
  const patches: ContactPatch[] = []
  for (const field of CONTACT_FIELDS) {
    const [old, now] = [before[field], state.memory.held[field]]
    if (old === now) continue
    if (old && old.value !== now?.value) {
      const { value, raw, confidence } = old
      const status = now ? 'superseded' : 'rejected'
      const evidence = now?.evidence ?? state.memory.denied[field] ?? old.evidence
      patches.push({ field, value, raw: visible(raw), confidence, status, source: 'rules', evidence })
    }
    if (now && (now.value !== old?.value || now.confirmed !== old.confirmed)) {
      const { value, raw, confidence, evidence } = now
      const status = now.confirmed ? 'confirmed' : 'candidate'
      patches.push({ field, value, raw: visible(raw), confidence, status, source: 'rules', evidence })
    }
  }
  const { callsFromLine } = state.memory
  const confirmed = state.patches.some(({ source, status }) => source === 'sip' && status === 'confirmed')
  if (callsFromLine && state.callerId !== undefined && !confirmed) {
    patches.push(linePatch(state.callerId, 'confirmed', callsFromLine))
  }
  state.patches.push(...patches)
  return patches
}

function linePatch(value: string, status: 'candidate' | 'confirmed', evidence: readonly Evidence[]): ContactPatch {
  const confidence = status === 'confirmed' ? 0.98 : 0.6
  return { field: 'phone', value, raw: value, confidence, status, source: 'sip', evidence }
}

/** The value as it is kept; undefined where it is none. */
export function validValue(field: ContactField, value: string, region: string): string | undefined {
  if (field === 'phone') return toE164(value, region)
  if (field === 'email') return validEmail(visible(value).trim())
  const name = visible(value.replaceAll(/\s+/gu, ' ')).trim()
  return name === '' || name.length > 200 ? undefined : name
}
