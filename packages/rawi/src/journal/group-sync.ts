import type { Clock } from '../conversation/clock.ts'
import type { Disk } from './disk.ts'
import type { SegmentFile } from './segment-file.ts'

/** Milliseconds before the next attempt while one sync after the other fails: from, to. */
const BACK_OFF_FROM_MS = 250
const BACK_OFF_TO_MS = 15_000

/**
 * Milliseconds from a write to its sync while nobody waits for it. Each sync makes writers of the whole file system wait
 * for its commit: with a journal per process, ten a second from each of 32 were most of the slowest adds.
 */
const UNASKED_AFTER_MS = 1_000

export interface GroupSyncOptions {
  readonly disk: Disk
  readonly clock: Clock
  readonly folderFd: number
  /** The oldest segment that needs a sync, if any. */
  readonly next: () => SegmentFile | undefined
  /** Whether somebody waits for a sync. */
  readonly awaited: () => boolean
  /** The segment is durable up to this position of the log. */
  readonly onCovered: (segment: SegmentFile, position: number) => void
  readonly onFailed: (error: Error) => void
}

/** One fdatasync at a time for all that was written meanwhile: the group commit. */
export class GroupSync {
  readonly #options: GroupSyncOptions
  #syncing: SegmentFile | undefined
  #target = 0
  #scheduled = false
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #notBefore = 0
  #whenIdle: (() => void) | undefined
  /** Failures in a row. */
  failures = 0

  constructor(options: GroupSyncOptions) {
    this.#options = options
  }

  /** Syncs a little later, when nobody waits: a disk that syncs without a pause slows down every write. */
  soon(): void {
    if (this.#timer || this.#scheduled || this.#syncing || this.#stopped) return
    this.#timer = setTimeout(this.#begin, UNASKED_AFTER_MS).unref()
  }

  /** Syncs after the current turn of the event loop, so that appends of one turn share it. */
  schedule(): void {
    if (this.#scheduled || this.#syncing || this.#stopped) return
    this.#scheduled = true
    setImmediate(this.#begin)
  }

  /** Starts no more; resolves when none runs, because a descriptor closed under a running one may already be another file. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    if (!this.#syncing) return
    await new Promise<void>((resolve) => {
      this.#whenIdle = resolve
    })
  }

  readonly #begin = (): void => {
    const { disk, clock, next } = this.#options
    this.#scheduled = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#syncing || this.#stopped || clock.monotonic() < this.#notBefore) return
    const segment = next()
    if (!segment) return
    this.#syncing = segment
    this.#target = segment.end
    disk.fdatasync(segment.fd, this.#afterFile)
  }

  readonly #afterFile = (error: Error | null): void => {
    if (error || !this.#syncing?.fresh) this.#finish(error)
    else this.#options.disk.fsync(this.#options.folderFd, this.#afterFolder)
  }

  readonly #afterFolder = (error: Error | null): void => {
    if (this.#syncing && !error) this.#syncing.fresh = false
    this.#finish(error)
  }

  #finish(error: Error | null): void {
    const segment = this.#syncing
    this.#syncing = undefined
    if (this.#stopped) {
      this.#whenIdle?.()
    } else if (error) {
      this.failures++
      // The first failure is answered at once with a new file; only a disk that goes on failing is given time.
      const wait = this.failures === 1 ? 0 : Math.min(BACK_OFF_FROM_MS * 2 ** (this.failures - 2), BACK_OFF_TO_MS)
      this.#notBefore = this.#options.clock.monotonic() + wait
      this.#options.onFailed(error)
    } else if (segment) {
      this.failures = 0
      this.#options.onCovered(segment, this.#target)
      if (this.#options.awaited()) this.#begin()
      else if (this.#options.next()) this.soon()
    }
  }
}
