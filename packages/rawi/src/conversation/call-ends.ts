import { Backlog } from './backlog.ts'
import { SAVE_BATCH_MAX, SAVES_AT_ONCE } from './bounds.ts'
import type { Clock } from './clock.ts'
import type { DatabaseGate } from './database-gate.ts'
import { pendingResult, savedResult } from './end-of-call.ts'
import { type Announcer, alarmOf, nameOf } from './events.ts'
import type { Alarm, Journal } from './journal-port.ts'
import { allTurnsOf, batchOf, type KeptConversation } from './kept.ts'
import { PendingMemory } from './pending-memory.ts'
import { quarantine } from './quarantine.ts'
import type { EndResult } from './recorder-api.ts'
import type { ConversationStore, SaveOutcome } from './store-port.ts'
import { TranscriptWriter } from './transcripts.ts'

export interface CallEndsOptions {
  readonly recorderId: string
  readonly journal: Journal
  readonly store: ConversationStore
  readonly gate: DatabaseGate
  readonly clock: Clock
  readonly announcer: Announcer
  readonly transcriptFolder: string
  readonly quarantineFolder: string
  readonly endTimeoutMs: number
  /** Milliseconds an end waits for a database that is still starting before that counts. */
  readonly startWaitMs: number
  /** Finds out who was calling, and asks a model where one may be asked; never rejects. */
  readonly settle: (kept: KeptConversation, how: { readonly ask: boolean }) => Promise<void>
  /** Told once a conversation is in the database, quarantine included, or turned out to be erased. */
  readonly onSaved: (kept: KeptConversation, outcome: SaveOutcome) => Promise<void>
}

/** What happens when calls end: a transcript file, then the database, however long that takes. */
export class CallEnds {
  readonly #options: CallEndsOptions
  readonly #transcripts: TranscriptWriter
  readonly #memory: PendingMemory
  /** Ended calls that are not in the database yet, by label. */
  readonly #unsaved = new Map<string, Set<KeptConversation>>()
  readonly #backlog: Backlog<KeptConversation, SaveOutcome>
  #lastFailure: Alarm = { code: 'RAWI_DATABASE_TIMEOUT', detail: 'The database has not answered yet.' }

  constructor(options: CallEndsOptions) {
    this.#options = options
    this.#transcripts = new TranscriptWriter(options.transcriptFolder)
    this.#memory = new PendingMemory(options.journal)
    options.announcer.on('alarm', ({ code }) => {
      if (code === 'RAWI_JOURNAL_MEMORY_FULL') this.#memory.distrustJournal()
    })
    this.#backlog = new Backlog({
      atOnce: SAVES_AT_ONCE,
      groupMax: SAVE_BATCH_MAX,
      run: (group) => this.#save(group),
      blocked: (kept) => this.waitsForNamesake(kept),
      onFailure: (error) => this.#failed(error),
    })
  }

  /** Remembers which calls of its name had ended when a call of this process began, whatever the clock says later. */
  begins(kept: KeptConversation): void {
    const namesakes = [...(this.#unsaved.get(kept.start.label) ?? [])].filter((other) => this.#isOwn(other))
    if (namesakes.length > 0) kept.earlier = new Set(namesakes.map(({ start }) => start.id))
  }

  /**
   * Whether an earlier call of the same name has ended but is not saved yet: for the database it still runs, and
   * would swallow this one when its room's name came back.
   */
  waitsForNamesake(kept: KeptConversation): boolean {
    let after = false
    for (const other of this.#unsaved.get(kept.start.label) ?? []) {
      if (other === kept) after = true
      else if (this.#precedes(other, kept, after)) return true
    }
    return false
  }

  /** Within one process by what happened, across processes by time; of two that were over at once the first goes first. */
  #precedes(other: KeptConversation, kept: KeptConversation, after: boolean): boolean {
    if (other.start.recorderId === kept.start.recorderId) return kept.earlier.has(other.start.id)
    if (!endedBefore(other, kept)) return false
    return !(after && endedBefore(kept, other))
  }

  /** Conversations that wait for the database. */
  get pending(): number {
    return this.#backlog.size
  }

  /** Conversations with all their words, also those that wait in the journal only. */
  whole(conversations: readonly KeptConversation[]): Promise<KeptConversation[]> {
    return this.#memory.whole(conversations)
  }

  /** Ends a call of this process: resolves when it is saved, or after the time-out with `saved: false`. */
  async finish(kept: KeptConversation, problems: Alarm[]): Promise<EndResult> {
    const { announcer } = this.#options
    const end: { path: string | null; result?: EndResult } = { path: null }
    const turns = allTurnsOf(kept)
    const saving = this.writeAndSave(kept, problems, (path) => {
      end.path = path
    }).then((outcome) => {
      end.result = savedResult(kept, outcome, outcome.erased ? null : end.path, problems)
      if (end.result.saved) announcer.tell('saved', end.result)
    })
    const patience = this.#patience()
    // A closed recorder gives up what is unsaved; the journal has it.
    await Promise.race([saving.catch(() => {}), patience.over])
    patience.end()
    if (end.result) return end.result
    const result = pendingResult(kept, turns, end.path, [...problems, this.#lastFailure])
    announcer.tell('pending', { id: result.id, conversationId: result.conversationId, reason: this.#lastFailure })
    return result
  }

  /** The end time-out. A database that is being made for the first time is waited for: it answers in seconds. */
  #patience(): { readonly over: Promise<void>; end(): void } {
    const { endTimeoutMs, startWaitMs, gate } = this.#options
    let timer: NodeJS.Timeout | undefined
    let ended = false
    const over = new Promise<void>((resolve) => {
      const begin = (milliseconds: number, then: () => void) => {
        clearTimeout(timer)
        if (!ended) timer = setTimeout(then, milliseconds)
      }
      const started = () => begin(endTimeoutMs, resolve)
      if (gate.isOpen || startWaitMs === 0) return started()
      begin(startWaitMs, started)
      gate.ready().then(started, started)
    })
    return {
      over,
      end() {
        ended = true
        clearTimeout(timer)
      },
    }
  }

  /** The transcript first, so that it stands whatever the database does; then the save. */
  async writeAndSave(
    kept: KeptConversation,
    problems: Alarm[],
    onTranscript: (path: string) => void,
  ): Promise<SaveOutcome> {
    const namesakes = this.#unsaved.get(kept.start.label)
    if (namesakes) namesakes.add(kept)
    else this.#unsaved.set(kept.start.label, new Set([kept]))
    await this.#options.settle(kept, { ask: this.#isOwn(kept) })
    try {
      if (!kept.erased) onTranscript(await this.#transcripts.write(kept))
    } catch (error) {
      const problem: Alarm = {
        code: 'RAWI_TRANSCRIPT_FAILED',
        detail: `The transcript of ${kept.start.id} could not be written: ${reasonOf(error)}.`,
      }
      problems.push(problem)
      this.#options.announcer.tell('alarm', problem)
    }
    // What another process left is not in this journal and could not be read back from it.
    if (this.#isOwn(kept)) void this.#memory.hold(kept)
    return this.#backlog.add(kept)
  }

  /** Waits up to the end time-out for saves under way and gives up the rest, which stays in the journal. */
  close(): Promise<void> {
    return this.#backlog.close(this.#options.endTimeoutMs)
  }

  async #save(group: KeptConversation[]): Promise<SaveOutcome[]> {
    const { gate, clock, quarantineFolder, onSaved, announcer } = this.#options
    await gate.ready()
    const outcomes = await this.#saveWhole(group)
    gate.answered()
    for (const [index, kept] of group.entries()) {
      const outcome = outcomes[index] as SaveOutcome
      const refused = outcome.quarantined.map((line) => ({ conversation: kept.start.id, ...line }))
      if (refused.length > 0) {
        await quarantine(quarantineFolder, clock, refused)
        announcer.alarm('RAWI_QUARANTINED', `The database refused ${refused.length} messages of ${kept.start.id}.`)
      }
      kept.claim = outcome
      this.#memory.release(kept)
      this.#noLongerUnsaved(kept)
      await onSaved(kept, outcome)
    }
    return outcomes
  }

  /** Saves conversations with all their words; what could not be saved counts as waiting again. */
  async #saveWhole(group: KeptConversation[]): Promise<SaveOutcome[]> {
    try {
      await this.#memory.use(group)
      return await this.#options.store.save(group.map((kept) => batchOf(kept)))
    } catch (error) {
      for (const kept of group) if (this.#isOwn(kept)) void this.#memory.hold(kept)
      throw error
    }
  }

  #isOwn(kept: KeptConversation): boolean {
    return kept.start.recorderId === this.#options.recorderId
  }

  #noLongerUnsaved(kept: KeptConversation): void {
    const namesakes = this.#unsaved.get(kept.start.label)
    namesakes?.delete(kept)
    if (namesakes?.size === 0) this.#unsaved.delete(kept.start.label)
  }

  /** One alarm for each new reason, not one for each attempt. */
  #failed(error: unknown): void {
    this.#options.gate.failed()
    const failure = alarmOf(error, 'Saving')
    if (failure.code !== this.#lastFailure.code) this.#options.announcer.tell('alarm', failure)
    this.#lastFailure = failure
  }
}

function endedBefore(first: KeptConversation, second: KeptConversation): boolean {
  return first.end !== undefined && first.end.endedAt <= second.start.startedAt
}

/** The system's own word for what a file operation met, such as `EACCES`. */
function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? nameOf(error)
}
