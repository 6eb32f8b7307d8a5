import type { ContactField, ContactTurn, Evidence, EvidenceKind } from './contact-patch.ts'
import type { NamedEmail } from './email-of-name.ts'
import { type AgentHeard, NOTHING_HEARD } from './hear-agent.ts'
import type { Token } from './tokens.ts'

/** What the rules hold of one field. */
export interface Held {
  readonly value: string
  readonly raw: string
  readonly confidence: number
  readonly confirmed: boolean
  readonly evidence: readonly Evidence[]
}

/** A number of the caller's own, and the words it was called by: "mobile", "home". */
export interface OwnPhone {
  readonly e164: string
  readonly labels: ReadonlySet<string>
  readonly raw: string
  readonly evidence: readonly Evidence[]
}

/** A number that is being dictated. */
export interface PartialPhone {
  readonly digits: string
  /** The same where a hundred takes in the number after it: 933 for 900 33. */
  readonly otherwise: string
  readonly plus: boolean
  readonly tokens: readonly Token[]
  /** It is a number already; more digits may still follow. */
  readonly complete: boolean
  /** How many digits were said last, in one number. */
  readonly last: number
  /** Turns of the caller since that held no digits. */
  readonly age: number
}

/** What is known in the middle of a call. */
export interface Memory {
  readonly held: { [field in ContactField]?: Held }
  /** Why a field that was held is so no longer. */
  readonly denied: { [field in ContactField]?: readonly Evidence[] }
  agent: AgentHeard
  phones: OwnPhone[]
  partialPhone: PartialPhone | undefined
  /** Words of an address that is being spelled. */
  partialEmail: readonly Token[] | undefined
  /** An address made of the caller's name. */
  namedEmail: NamedEmail | undefined
  /** What the agent asked last and the caller left open. */
  unanswered: Partial<Pick<AgentHeard['asks'], ContactField>> | undefined
  /** The caller's last turn ended in "my name is". */
  awaitsName: boolean
  /** The caller has said something before. */
  spoke: boolean
  /** What the caller said last. */
  lastWords: readonly Token[]
  /** The name that is held is a family name only: the agent asked for it first. */
  familyOnly: boolean
  readonly agentNames: Set<string>
  /** First words of names that the caller gave to others. */
  readonly others: Set<string>
  readonly given: Set<string>
  /** The caller's last turn told of a call: a number named next may be the one that rang. */
  toldOfCall: boolean
  /** The caller's last turn announced the number of somebody else. */
  announcedOthers: boolean
  /** A number the caller said that was not taken for theirs: "is that yours?" may still be asked. */
  passedOver: { readonly value: string; readonly tokens: readonly Token[] } | undefined
  /** The caller asked for a number of the house: what the agent says next is an answer. */
  wantsNumber: boolean
  /** The caller asked to be called on the line itself. */
  callsFromLine: readonly Evidence[] | undefined
}

export function newMemory(): Memory {
  return {
    held: {},
    denied: {},
    agent: NOTHING_HEARD,
    phones: [],
    partialPhone: undefined,
    partialEmail: undefined,
    namedEmail: undefined,
    unanswered: undefined,
    awaitsName: false,
    spoke: false,
    lastWords: [],
    familyOnly: false,
    agentNames: new Set(),
    others: new Set(),
    given: new Set(),
    toldOfCall: false,
    announcedOthers: false,
    passedOver: undefined,
    wantsNumber: false,
    callsFromLine: undefined,
  }
}

/** A memory that goes its own way from here: what was known before a turn that may still be revised. */
export function copyOf(memory: Memory): Memory {
  const { held, denied, agentNames, others, given } = memory
  return {
    ...memory,
    held: { ...held },
    denied: { ...denied },
    agentNames: new Set(agentNames),
    others: new Set(others),
    given: new Set(given),
  }
}

/** Where some tokens stand, one piece of evidence for every turn they come from. */
export function evidenceOf(tokens: readonly Token[], kind: EvidenceKind): Evidence[] {
  const spans = new Map<ContactTurn, { start: number; end: number }>()
  for (const { turn, start, end } of tokens) {
    const span = spans.get(turn)
    spans.set(turn, { start: Math.min(span?.start ?? start, start), end: Math.max(span?.end ?? end, end) })
  }
  return [...spans].map(([{ seq, role, text }, { start, end }]) => ({
    seq,
    role,
    start,
    end,
    quote: text.slice(start, end),
    kind,
  }))
}

/** Holds a value; the same value said again is confirmed where it was, and stays so. */
export function hold(memory: Memory, field: ContactField, held: Held): void {
  const before = memory.held[field]
  if (before?.value === held.value && before.confirmed && !held.confirmed) return
  if (before?.value === held.value && before.confirmed === held.confirmed) return
  memory.held[field] = held
  delete memory.denied[field]
}

/** Lets a value go that the caller denied. */
export function deny(memory: Memory, field: ContactField, evidence: readonly Evidence[]): void {
  delete memory.held[field]
  memory.denied[field] = evidence
}
