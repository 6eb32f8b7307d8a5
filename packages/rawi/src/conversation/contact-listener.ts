/** What is found out about a caller. */
export type ContactField = 'name' | 'phone' | 'email'

/** What is known of a caller; null where nothing is. */
export interface Contact {
  readonly name: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
}

/** The words that a value rests on: `text.slice(start, end) === quote` in the message `seq` of its writer. */
export interface ContactQuote {
  readonly seq: number
  /** Whose `seq` it is, where another process heard it before the call went on in this one. */
  readonly writer?: number
  readonly role: 'user' | 'assistant'
  /** UTF-16 units from the beginning of what was heard of the message. */
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly kind: 'stated' | 'affirmed_readback' | 'correction' | 'human'
}

/** One step in what is known of a field; patches are only ever added, never changed. */
export interface ContactPatch {
  readonly field: ContactField
  /** A name with single spaces, E.164, or a lower-case address; free of control and direction characters. */
  readonly value: string
  /** As it was said. */
  readonly raw: string
  /** 0 to 1. */
  readonly confidence: number
  readonly status: 'candidate' | 'confirmed' | 'superseded' | 'rejected'
  /** `sip`: the number of the line; `human`: what the caller of the API said. */
  readonly source: 'rules' | 'llm' | 'human' | 'sip'
  readonly evidence: readonly ContactQuote[]
}

/** Whose word a value is, the best first: a person's, confirmed by the caller, a model's, the rules'. */
export const CONTACT_RANKS = ['human', 'confirmed', 'llm', 'rules'] as const
export type ContactRank = (typeof CONTACT_RANKS)[number]

/** What was said, as it is read for a contact. */
export interface ContactTurn {
  /** The place in the conversation; it rises with time. */
  readonly seq: number
  /** Of two turns with the same `seq` the higher revision holds. */
  readonly revision: number
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/** An endpoint that speaks OpenAI's chat completions with a JSON schema, asked once at the end of a call. */
export interface ContactModel {
  /** Up to the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** Milliseconds; never more than the end of the call may take. */
  readonly timeoutMs?: number
}

/** Finds out who is calling from what is said. */
export interface ContactListener {
  /** Whether `finalize` has somebody to ask. */
  readonly asksModel: boolean
  /** Begins to listen to a call; `callerId` is the number of its line. */
  listen(callerId: string | undefined): ContactHearing
}

/** One call being listened to. */
export interface ContactHearing {
  /** In the order they came. */
  readonly patches: readonly ContactPatch[]
  readonly contact: Contact
  /** Takes a turn in; gives what it brought. */
  onTurn(turn: ContactTurn): readonly ContactPatch[]
  /** Holds what a person said of the caller, or a model noted; null where the value is not valid. */
  enter(field: ContactField, value: string, word?: 'human' | 'llm'): ContactPatch | null
  /** Holds what was found before and cannot be found again from the words alone. */
  add(patches: readonly ContactPatch[]): void
  /** Asks the model, where there is one; gives what it brought. */
  finalize(timeoutMs: number): Promise<readonly ContactPatch[]>
  /** Whose word the value of a field is. */
  rankOf(field: ContactField): ContactRank | undefined
}
