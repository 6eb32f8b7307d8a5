import { ActiveConversation, type CallDesk } from './active-conversation.ts'
import { Archive } from './archive.ts'
import { Backlog } from './backlog.ts'
import { CallEnds } from './call-ends.ts'
import { ContactDesk } from './contact-desk.ts'
import { DatabaseGate } from './database-gate.ts'
import type { ConversationStart } from './entry.ts'
import { eraseEverywhere } from './erase.ts'
import { RawiError } from './errors.ts'
import { Announcing, alarmOf } from './events.ts'
import { Forgetting } from './forgetting.ts'
import { Housekeeping } from './housekeeping.ts'
import { keptLabel } from './input.ts'
import { isNamed, type KeptConversation, keepConversation } from './kept.ts'
import { LiveSync } from './live-sync.ts'
import { localRecord, tellEnded } from './local-record.ts'
import type { ManagerOptions } from './manager-options.ts'
import { callListeners } from './message-listeners.ts'
import type * as Api from './recorder-api.ts'
import { recoverJournals } from './recovery.ts'
import { type Resumed, Resumption } from './resumption.ts'
import { keptStart } from './start-and-end.ts'
import type * as Store from './store-port.ts'

/** The recorder: any number of conversations at once, over one journal and one database. */
export class ConversationManager extends Announcing implements Api.Recorder {
  readonly id: string
  readonly #options: ManagerOptions
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
  readonly #resumption: Resumption
  #recovering: Promise<Api.RecoveryReport> | undefined
  #closing: Promise<void> | undefined

  constructor(options: ManagerOptions) {
    super(options.announcer)
    const { announcer, journal, store, clock, recorderId } = options
    this.id = recorderId
    this.#options = options
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
    this.#resumption = new Resumption({
      ...options,
      gate: this.#gate,
      ends: this.#ends,
      running: this.#running,
      recover: () => this.recover(),
      begin: (resumed) => this.#begin(resumed.start, clock.now(), resumed),
    })
    this.#liveSync =
      options.sync === 'live' ? new LiveSync(journal, store, (kept) => this.#ends.waitsForNamesake(kept)) : undefined
    this.#desk = {
      journal,
      clock,
      announcer,
      region: options.region,
      contactOf: (kept) => this.#contacts.contactOf(kept),
      ...callListeners(options.contacts && this.#contacts, this.#liveSync),
      finish: (kept, problems) => this.#finish(kept, problems),
      leave: (kept) => this.#leave(kept),
    }
    this.#housekeeping.start()
  }

  get ready(): Promise<void> {
    return this.#gate.ready()
  }

  startConversation(options: Api.StartOptions = {}): Api.Conversation {
    this.#mustBeOpen()
    const now = this.#options.clock.now()
    return this.#begin(keptStart(options, { ...this.#options, now }), now)
  }

  async resumeConversation(id: string): Promise<Api.Conversation> {
    this.#mustBeOpen()
    return this.#resumption.resume(id)
  }

  running(id?: string): readonly Api.RunningCall[] {
    const asked = id === undefined ? [...this.#running.keys()] : [id]
    const held = asked.filter((one) => this.#running.has(one)).map((one) => this.#held.get(one))
    return held.flatMap((kept) => (kept && !kept.erased ? [{ id: kept.start.id, record: localRecord([kept]) }] : []))
  }

  #begin(start: ConversationStart, now: number, resumed?: Resumed): ActiveConversation {
    this.#mustBeOpen()
    if (this.#held.has(start.id)) throw new RawiError('RAWI_CONFLICT', `The conversation ${start.id} is here already.`)
    const { journal } = this.#options
    const kept: KeptConversation = { ...keepConversation(start), ...resumed }
    journal.append({ kind: 'start', conversation: start.id, start })
    this.#held.set(start.id, kept)
    this.#ends.begins(kept)
    this.#contacts.begin(kept)
    const ready = new Promise<Store.Claim>((resolve) => {
      kept.onClaim = resolve
      if (kept.claim) resolve(kept.claim)
      // A closed recorder leaves it open: the next process settles it.
      else this.#claims.add(kept).catch(() => {})
    })
    const conversation = new ActiveConversation(this.#desk, kept, ready, Math.max(0, now - start.startedAt))
    this.#running.set(start.id, conversation)
    if (this.announcer.heard('started')) this.announcer.tell('started', { id: start.id, record: localRecord([kept]) })
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
    const asked = this.#archive.erasable(selector)
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

  obeyErasures(): Promise<void> {
    return this.#housekeeping.obeyErasures()
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
    tellEnded(this.announcer, kept)
    return this.#ends.finish(kept, problems)
  }

  async #leave(kept: KeptConversation): Promise<void> {
    this.#running.delete(kept.start.id)
    this.#held.delete(kept.start.id)
    this.#claims.remove((waiting) => waiting === kept)
    await this.#resumption.leave(kept)
  }

  async #claim(kept: KeptConversation): Promise<Store.Claim> {
    await this.#gate.ready()
    const claim = await this.#options.store.claim(kept.start, kept.end?.endedAt)
    this.#settle(kept, claim)
    return claim
  }

  #settle(kept: KeptConversation, claim: Store.Claim): void {
    const known = kept.claim?.id === claim.id && kept.claim.conversationId === claim.conversationId
    kept.claim = claim
    if (claim.erased) kept.erased = true
    if (!known) this.announcer.tell('claimed', { id: kept.start.id, claim })
    kept.onClaim?.(claim)
  }

  async #saved(kept: KeptConversation, outcome: Store.SaveOutcome): Promise<void> {
    this.#settle(kept, outcome)
    this.#claims.wake()
    // Erased elsewhere, and this process had not heard of it yet.
    if (outcome.erased) await this.#forgetting.forget(new Set([kept.start.id]))
    this.#housekeeping.drainSoon()
    // What another process left is marked in the journal it came from.
    if (this.#held.get(kept.start.id) !== kept) return
    this.#held.delete(kept.start.id)
    const { id: conversation, writer } = kept.start
    this.#options.journal.append({ kind: 'saved', conversation, writer, watermark: kept.appended, final: true })
  }

  async #recover(): Promise<Api.RecoveryReport> {
    await this.#reach()
    return recoverJournals({
      tenantId: this.#options.tenantId,
      now: () => this.#options.clock.now(),
      store: this.#options.store,
      adopt: () => this.#options.oldJournals.adopt(),
      held: this.#forgetting.adopted,
      ends: this.#ends,
      isErased: (conversation) => this.#forgetting.has(conversation),
      onRecovered: (kept, outcome) =>
        this.announcer.tell('recovered', {
          id: outcome.id,
          conversationId: outcome.conversationId,
          tenantId: kept.start.tenantId,
          status: kept.end?.status ?? 'active',
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
    if (!this.#closing) this.announcer.tell('alarm', alarmOf(error, 'Work in the background'))
  }
}
