import { CONTACT_FLOOD_PAUSE_MS, CONTACT_PAUSE_MS, CONTACT_RUN_MS, CONTACT_SAVE_RESERVE_MS } from './bounds.ts'
import { CallHearing, USER_FIELDS } from './call-hearing.ts'
import type { Contact, ContactListener, ContactPatch } from './contact-listener.ts'
import { type Announcer, nameOf } from './events.ts'
import { keptPatches } from './found-contact.ts'
import type { Journal } from './journal-port.ts'
import type { KeptConversation } from './kept.ts'
import type { Message } from './message.ts'
import type { ConversationEnd } from './outcome.ts'
import { ReadingLine } from './reading-line.ts'

export interface ContactDeskOptions {
  readonly contacts: ContactListener | undefined
  readonly journal: Journal
  readonly announcer: Announcer
  readonly endTimeoutMs: number
}

const NOBODY: Contact = { name: null, phone: null, email: null }

/**
 * Listens to all calls of a recorder for who is calling. Reading takes microseconds that an add does not have: it is
 * done in short runs between everything else, and what is left of a call when its end comes is read then.
 */
export class ContactDesk {
  readonly #options: ContactDeskOptions
  readonly #line = new ReadingLine()
  #waiting: KeptConversation[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(options: ContactDeskOptions) {
    this.#options = options
  }

  /** Begins to listen to a call of this process. */
  begin(kept: KeptConversation): void {
    const { contacts } = this.#options
    if (!contacts) return
    this.#guarded(kept, () => {
      kept.hearing = new CallHearing(contacts, kept)
      return true
    })
  }

  /** A message came or was revised; costs an add next to nothing. */
  changed(kept: KeptConversation, message: Message): void {
    const { hearing } = kept
    if (hearing === undefined) return
    if (message.revision > 0) hearing.revise(message.seq)
    if (kept.unheard) return
    kept.unheard = true
    this.#waiting.push(kept)
    this.#timer ??= setTimeout(() => this.#run(), CONTACT_PAUSE_MS).unref()
  }

  /** Who is calling, from everything that was said up to now, and from what its end told. */
  contactOf(kept: KeptConversation): Contact {
    if (kept.found) return kept.found.contact
    if (kept.erased) return NOBODY
    while (this.#hearNext(kept, false));
    const heard = kept.hearing?.hearing.contact ?? NOBODY
    return kept.end ? withTold(heard, kept.end) : heard
  }

  /**
   * Finds out who was calling in a call that has ended: the same from the same words, whether they were heard as they
   * came or are read back from a journal. Fills what the end does not say. Never rejects.
   */
  async settle(kept: KeptConversation, { ask }: { readonly ask: boolean }): Promise<void> {
    const { contacts } = this.#options
    const { end } = kept
    if (!contacts || !end || kept.erased || kept.found) return
    try {
      const call = await this.#heardInOrder(kept, contacts, end)
      if (kept.erased) return
      const { hearing } = call
      const before = hearing.patches.length
      const word = isNoted(end) ? 'llm' : 'human'
      for (const field of ['name', 'phone', 'email'] as const) {
        const told = end[USER_FIELDS[field]]
        const known = hearing.rankOf(field) === word && hearing.contact[field] === told
        if (told !== undefined && !known) hearing.enter(field, told, word)
      }
      if (end.found) hearing.add(end.found)
      else if (ask) await this.#ask(kept, end, call)
      if (kept.erased) return
      const { contact } = hearing
      kept.found = { contact, patches: keptPatches(call.patches) }
      kept.end = withContact(kept, hearing)
      this.#tell(kept, call.patches.slice(before), contact)
    } catch (error) {
      this.#failed(kept, error)
    } finally {
      kept.hearing = undefined
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#waiting = []
  }

  async #ask(kept: KeptConversation, end: ConversationEnd, call: CallHearing): Promise<void> {
    const { contacts, endTimeoutMs, journal } = this.#options
    const left = endTimeoutMs - CONTACT_SAVE_RESERVE_MS
    if (!contacts?.asksModel || left <= 0) return
    const found = call.placed(await call.hearing.finalize(left))
    // The words alone would not tell it again.
    if (found.length > 0 && !kept.erased) {
      journal.append({ kind: 'end', conversation: kept.start.id, end: { ...end, found } })
    }
  }

  /** Heard while it ran where nothing was out of order, else heard again from the beginning. */
  async #heardInOrder(kept: KeptConversation, contacts: ContactListener, end: ConversationEnd): Promise<CallHearing> {
    const live = kept.hearing
    const callerId = kept.start.callerId ?? end.callerId
    if (live && callerId === kept.start.callerId) {
      if (live.hasMore(kept.messages)) await this.#line.read(() => this.#hearNext(kept, true))
      if (live.inOrder) return live
    }
    const again = new CallHearing(contacts, kept, callerId)
    const messages = again.everything(kept.messages)
    let next = 0
    await this.#line.read(() => {
      const message = messages[next++]
      if (!message) return false
      return this.#guarded(kept, () => {
        again.hear(message)
        return true
      })
    })
    return again
  }

  #run(): void {
    const until = performance.now() + CONTACT_RUN_MS
    while (performance.now() < until) {
      const kept = this.#waiting[0]
      if (!kept) break
      if (this.#hearNext(kept, false)) continue
      this.#waiting.shift()
      kept.unheard = false
    }
    // A flood of words must not cost their adds the processor, least of all where many processes share it.
    this.#timer = this.#waiting.length > 0 ? setTimeout(() => this.#run(), CONTACT_FLOOD_PAUSE_MS).unref() : undefined
  }

  /** Hears one more message; says whether there was one. A fault costs that message and never the call. */
  #hearNext(kept: KeptConversation, over: boolean): boolean {
    const { hearing } = kept
    if (!hearing) return false
    return this.#guarded(kept, () => {
      const patches = hearing.hearNext(kept.messages, over)
      if (patches && patches.length > 0) this.#tell(kept, patches, hearing.hearing.contact)
      return patches !== undefined
    })
  }

  #guarded(kept: KeptConversation, run: () => boolean): boolean {
    try {
      return run()
    } catch (error) {
      this.#failed(kept, error)
      return true
    }
  }

  #tell(kept: KeptConversation, patches: readonly ContactPatch[], contact: Contact): void {
    const { announcer } = this.#options
    if (patches.length === 0 || !announcer.heard('contact')) return
    const { start, claim } = kept
    announcer.tell('contact', {
      id: claim?.id ?? start.id,
      conversationId: claim?.conversationId ?? start.label,
      patches,
      contact,
    })
  }

  #failed(kept: KeptConversation, error: unknown): void {
    if (kept.hearing?.failed) return
    if (kept.hearing) kept.hearing.failed = true
    this.#options.announcer.alarm(
      'RAWI_CONTACT_FAILED',
      `Who is calling in ${kept.start.id} was not found out: ${nameOf(error)}.`,
    )
  }
}

function isNoted({ nameRank }: ConversationEnd): boolean {
  return nameRank === 'llm'
}

/** A contact with what an end told that nobody has gone through yet. */
function withTold({ name, phone, email }: Contact, end: ConversationEnd): Contact {
  const { userName = null, userPhone = null, userEmail = null } = end
  return isNoted(end)
    ? { name: name ?? userName, phone: phone ?? userPhone, email: email ?? userEmail }
    : { name: userName ?? name, phone: userPhone ?? phone, email: userEmail ?? email }
}

function given({ userName, userPhone, userEmail }: ConversationEnd): Partial<ConversationEnd> {
  return { ...(userName && { userName }), ...(userPhone && { userPhone }), ...(userEmail && { userEmail }) }
}

/** The end with what was found where nobody said it. */
function withContact({ start, end }: KeptConversation, hearing: CallHearing['hearing']): ConversationEnd | undefined {
  if (!end) return undefined
  const { name, phone, email } = hearing.contact
  // What a model noted is among what was found, and counts as such.
  const told = isNoted(end) ? start : { ...start, ...given(end) }
  const userName = told.userName ?? name ?? end.userName
  const userPhone = told.userPhone ?? phone ?? end.userPhone
  const userEmail = told.userEmail ?? email ?? end.userEmail
  const nameRank = told.userName ? 'human' : hearing.rankOf('name')
  const emailRank = told.userEmail ? 'human' : hearing.rankOf('email')
  return {
    ...end,
    ...(userName && { userName, ...(nameRank && { nameRank }) }),
    ...(userPhone && { userPhone }),
    ...(userEmail && { userEmail, ...(emailRank && { emailRank }) }),
  }
}
