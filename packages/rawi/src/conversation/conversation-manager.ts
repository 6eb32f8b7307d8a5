import { ActiveConversation, type CallDesk } from './active-conversation.ts'
import { Archive } from './archive.ts'
import { Backlog } from './backlog.ts'
import { CallEnds } from './call-ends.ts'
import type { Clock } from './clock.ts'
import { ContactDesk } from './contact-desk.ts'
import type { ContactListener } from './contact-listener.ts'
import { DatabaseGate } from './database-gate.ts'
import type { ConversationStart } from './entry.ts'
import { eraseEverywhere } from './erase.ts'
import { RawiError } from './errors.ts'
import { type Announcer, nameOf } from './events.ts'
import { Forgetting } from './forgetting.ts'
import { Housekeeping } from './housekeeping.ts'
import { keptLabel } from './input.ts'
import type { Journal, OldJournals } from './journal-port.ts'
import { type KeptConversation, keepConversation } from './kept.ts'
import { LiveSync } from './live-sync.ts'
import { localRecord } from './local-record.ts'
import { messageListeners } from './message-listeners.ts'
import type * as Api from './recorder-api.ts'
import { recoverJournals } from './recovery.ts'
import { type DefaultRegion, keptStart } from './start-and-end.ts'
import type { StateFolders } from './state-folder.ts'
import type * as Store from './store-port.ts'

export interface ManagerOptions {
  readonly recorderId: string
  readonly tenantId: string
  readonly journal: Journal
  readonly oldJournals: OldJournals
  readonly store: Store.ConversationStore
  readonly databaseKind: Api.RecorderStatus['database']
  readonly clock: Clock
  readonly region: DefaultRegion
  readonly folders: StateFolders
  readonly sync: 'end' | 'live'
  readonly endTimeoutMs: number
  readonly announcer: Announcer
  /** Absent where nobody wants to know who is calling. */
  readonly contacts: ContactListener | undefined
}

/** The recorder: any number of conversations at once, over one journal and one database. */
export class ConversationManager implements Api.Recorder {
  readonly id: string
  readonly #options: ManagerOptions
  readonly #announcer: Announcer
  readonly #gate: DatabaseGate
  readonly #held = new Map<string, KeptConversation>()
  readonly #running = new Map<string, ActiveConversation>()
  readonly #forgetting: Forgetting
  readonly #archive: Archive
  readonly #contacts: ContactDesk
  readonly #ends: CallEnds
  readonly #claims: Backlog<KeptConversation, Store.Claim>
  readonly #housekeeping: Housekeeping
  readonly #liveSync: LiveSync | undefined
  readonly #desk: CallDesk
  #recovering: Promise<Api.RecoveryReport> | undefined
  #closing: Promise<void> | undefined

  constructor(options: ManagerOptions) {
    const { announcer, journal, store, clock, recorderId } = options
    this.id = recorderId
    this.#options = options
    this.#announcer = announcer
    this.#gate = new DatabaseGate(store)
    this.#forgetting = new Forgetting({ ...options, held: this.#held })
    this.#archive = new Archive({
      store,
      region: options.region,
      reach: () => this.#reach(),
      settle: () => this.#housekeeping.drain(),
    })
    this.#contacts = new ContactDesk(options)
    this.#ends = new CallEnds({
      ...options,
      settle: (kept, how) => this.#contacts.settle(kept, how),
      gate: this.#gate,
      transcriptFolder: options.folders.transcripts,
      quarantineFolder: options.folders.quarantine,
      onSaved: (kept, outcome) => this.#saved(kept, outcome),
    })
    this.#claims = new Backlog({
      atOnce: 2,
      groupMax: 1,
      run: async ([kept]) => [await this.#claim(kept as KeptConversation)],
      blocked: (kept) => this.#ends.waitsForNamesake(kept),
      onFailure: () => {},
    })
    this.#housekeeping = new Housekeeping({
      recorderId,
      store,
      gate: this.#gate,
      clock,
      recover: () => this.recover(),
      removeExpired: () => options.oldJournals.removeExpired(),
      obeyErasures: (conversations) => this.#forgetting.obey(conversations),
      onFailure: (error) => this.#backgroundFailed(error),
    })
    this.#liveSync =
      options.sync === 'live' ? new LiveSync(journal, store, (kept) => this.#ends.waitsForNamesake(kept)) : undefined
    this.#desk = {
      journal,
      clock,
      announcer,
      region: options.region,
      contactOf: (kept) => this.#contacts.contactOf(kept),
      changed: messageListeners(options.contacts && this.#contacts, this.#liveSync),
      finish: (kept, problems) => this.#finish(kept, problems),
    }
    this.#housekeeping.start()
  }

  get ready(): Promise<void> {
    return this.#gate.ready()
  }

  startConversation(options: Api.StartOptions = {}): Api.Conversation {
    this.#mustBeOpen()
    const { tenantId, recorderId, region, clock, journal } = this.#options
    const start: ConversationStart = keptStart(options, { tenantId, recorderId, region, now: clock.now() })
    const kept = keepConversation(start)
    journal.append({ kind: 'start', conversation: start.id, start })
    this.#held.set(start.id, kept)
    this.#ends.begins(kept)
    this.#contacts.begin(kept)
    const ready = new Promise<Store.Claim>((resolve) => {
      kept.onClaim = resolve
      // A closed recorder leaves it open: the next process settles it.
      this.#claims.add(kept).catch(() => {})
    })
    const conversation = new ActiveConversation(this.#desk, kept, ready)
    this.#running.set(start.id, conversation)
    return conversation
  }

  listConversations(options: Api.ListOptions = {}): Promise<Api.ConversationPage> {
    return this.#archive.list(options)
  }

  async getConversation(idOrLabel: string): Promise<Store.ConversationRecord | undefined> {
    const name = keptLabel(idOrLabel)
    const held = [...this.#held.values()].filter((kept) => !kept.erased && isNamed(kept, name))
    for (const kept of held) this.#contacts.contactOf(kept)
    const [first, ...others] = await this.#ends.whole(held)
    if (first) return localRecord([first, ...others])
    return this.#archive.get(name)
  }

  getStatistics(query: Store.StatisticsQuery = {}): Promise<Store.Statistics> {
    return this.#archive.statistics(query)
  }

  saveUser(user: { phone: string; name?: string; email?: string; language?: string }): Promise<Store.User> {
    return this.#archive.saveUser(user)
  }

  getUserByPhone(phone: string): Promise<Store.User | undefined> {
    return this.#archive.getUserByPhone(phone)
  }

  recover(): Promise<Api.RecoveryReport> {
    this.#mustBeOpen()
    this.#recovering ??= this.#recover().finally(() => {
      this.#recovering = undefined
    })
    return this.#recovering
  }

  async erase(selector: Store.EraseSelector): Promise<Store.Erasure> {
    this.#mustBeOpen()
    const asked =
      'phone' in selector
        ? { phone: this.#archive.phone(selector.phone) }
        : { conversation: keptLabel(selector.conversation) }
    await this.#reach()
    return eraseEverywhere(asked, {
      ...this.#options,
      claim: (kept) => this.#claim(kept),
      held: [...this.#held.values()],
      isNamed,
      phoneOf: (kept) => this.#contacts.contactOf(kept).phone,
      forget: (conversations) => this.#forgetting.forget(conversations),
    })
  }

  status(): Api.RecorderStatus {
    return {
      database: this.#options.databaseKind,
      databaseReachable: this.#gate.isReachable,
      activeConversations: this.#running.size,
      pendingSaves: this.#ends.pending,
      journal: this.#options.journal.statistics(),
    }
  }

  on<E extends keyof Api.RecorderEvents>(event: E, listener: (...args: Api.RecorderEvents[E]) => void): this {
    this.#announcer.on(event, listener)
    return this
  }

  off<E extends keyof Api.RecorderEvents>(event: E, listener: (...args: Api.RecorderEvents[E]) => void): this {
    this.#announcer.off(event, listener)
    return this
  }

  once<E extends keyof Api.RecorderEvents>(event: E, listener: (...args: Api.RecorderEvents[E]) => void): this {
    this.#announcer.once(event, listener)
    return this
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((conversation) => conversation.end({ endReason: 'shutdown' })))
    await this.#liveSync?.close()
    await Promise.all([this.#claims.close(this.#options.endTimeoutMs), this.#ends.close()])
    await this.#recovering?.catch(() => {})
    this.#contacts.close()
    await this.#housekeeping.close()
    await this.#options.store.close()
    await this.#options.journal.close()
  }

  async #finish(kept: KeptConversation, problems: Parameters<CallEnds['finish']>[1]): Promise<Api.EndResult> {
    this.#running.delete(kept.start.id)
    this.#claims.remove((waiting) => waiting === kept)
    return this.#ends.finish(kept, problems)
  }

  async #claim(kept: KeptConversation): Promise<Store.Claim> {
    await this.#gate.ready()
    const claim = await this.#options.store.claim(kept.start, kept.end?.endedAt)
    this.#settle(kept, claim)
    return claim
  }

  #settle(kept: KeptConversation, claim: Store.Claim): void {
    kept.claim = claim
    if (claim.erased) kept.erased = true
    kept.onClaim?.(claim)
  }

  async #saved(kept: KeptConversation, outcome: Store.SaveOutcome): Promise<void> {
    this.#settle(kept, outcome)
    this.#claims.wake()
    // Erased elsewhere, and this process had not heard of it yet.
    if (outcome.erased) await this.#forgetting.forget(new Set([kept.start.id]))
    this.#housekeeping.drainSoon()
    // What another process left is marked in the journal it came from.
    if (!this.#held.delete(kept.start.id)) return
    const { id: conversation, writer } = kept.start
    this.#options.journal.append({ kind: 'saved', conversation, writer, watermark: kept.appended, final: true })
  }

  async #recover(): Promise<Api.RecoveryReport> {
    await this.#reach()
    return recoverJournals({
      tenantId: this.#options.tenantId,
      adopt: () => this.#options.oldJournals.adopt(),
      held: this.#forgetting.adopted,
      ends: this.#ends,
      isErased: (conversation) => this.#forgetting.has(conversation),
      onRecovered: (kept, outcome) =>
        this.#announcer.tell('recovered', {
          id: outcome.id,
          conversationId: outcome.conversationId,
          status: kept.end?.status ?? 'abandoned',
          messages: outcome.messagesSaved,
        }),
    })
  }

  #reach(): Promise<void> {
    this.#mustBeOpen()
    return this.#gate.ready()
  }

  #mustBeOpen(): void {
    if (this.#closing) throw new RawiError('RAWI_RECORDER_CLOSED', 'The recorder is closed.')
  }

  #backgroundFailed(error: unknown): void {
    if (this.#closing) return
    if (error instanceof RawiError) this.#announcer.alarm(error.code, error.message)
    else this.#announcer.alarm('RAWI_INTERNAL', `Work in the background failed: ${nameOf(error)}.`)
  }
}

function isNamed(kept: KeptConversation, name: string): boolean {
  const { start, claim } = kept
  return start.id === name || claim?.id === name || (claim ? claim.conversationId === name : start.label === name)
}
