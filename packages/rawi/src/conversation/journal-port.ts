import type { Entry } from './entry.ts'
import type { Message } from './message.ts'

/** Why a journal raised its voice; the recorder passes it on as an `alarm` event. */
export interface Alarm {
  readonly code: import('./errors.ts').ErrorCode
  readonly detail: string
}

export interface JournalStatistics {
  readonly segments: number
  /** Bytes on disk in this process's folder. */
  readonly bytes: number
  /** Bytes that no fdatasync has covered yet. */
  readonly unsyncedBytes: number
  /** Bytes that could not be written and wait in memory, at most `JOURNAL_MEMORY_MAX_BYTES`. */
  readonly memoryBytes: number
}

/** What a journal knows of one running call, looked up once instead of with every message; only the journal looks inside. */
export interface JournalCall {
  readonly conversation: string
}

/** The journal of one process. `append` never throws for reasons of storage. */
export interface Journal {
  /** When it returns the entry survives the death of this process. Synchronous, microseconds. */
  append(entry: Entry): void
  /** What the journal knows of a call whose start it was given. */
  call(conversation: string): JournalCall | undefined
  /** A message of that call: as `append`, at less than it costs there. */
  appendMessage(call: JournalCall, message: Message): void
  /** Resolves when everything appended before the call survives power loss. */
  flush(): Promise<void>
  /** What this folder holds of the given conversations (of all, without a list), in the order it was appended. */
  replay(conversations?: ReadonlySet<string>): AsyncIterable<Entry>
  /** Removes every frame of these conversations from the disk, insurance copies included. */
  rewriteWithout(conversations: ReadonlySet<string>): Promise<void>
  statistics(): JournalStatistics
  /** Flushes, closes the files and releases the lock. */
  close(): Promise<void>
}

/** The folder of a process that is gone, held by its adopter until it is released. */
export interface AdoptedJournal {
  /** The folder's recorder id. */
  readonly recorderId: string
  /** Frames that were damaged and passed over. */
  readonly damagedFrames: number
  /** Bytes read. */
  readonly bytes: number
  /** In the order they were appended. */
  readonly entries: readonly Entry[]
  /** Keeps, beside the frames, that a conversation is safe in the database. */
  markSaved(entry: Extract<Entry, { kind: 'saved' }>): void
  rewriteWithout(conversations: ReadonlySet<string>): Promise<void>
  /** Lets go of the folder; with `done` it only stays as insurance for 24 hours. */
  release(options: { done: boolean }): Promise<void>
}

/** What processes that are gone left in the state folder. */
export interface OldJournals {
  /** Their folders, one after the other, each held until it is released. */
  adopt(): AsyncIterable<AdoptedJournal>
  /** Removes every frame of these conversations, insurance copies included. */
  erase(conversations: ReadonlySet<string>): Promise<void>
  /** Deletes insurance copies that have served their time. */
  removeExpired(): Promise<unknown>
}
