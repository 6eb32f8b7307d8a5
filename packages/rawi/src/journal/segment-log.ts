import { FLUSH_TROUBLE_MS, JOURNAL_MEMORY_MAX_BYTES } from '../conversation/bounds.ts'
import { RawiError } from '../conversation/errors.ts'
import { type Chunk, createBacklog } from './backlog.ts'
import { createBallast } from './ballast.ts'
import { codeOf, type Disk, isDiskFull, shortWrite } from './disk.ts'
import { frameBytesAt, frameOrdinalAt, wholeFrames } from './frame.ts'
import { GroupSync } from './group-sync.ts'
import { createRetry, type Retry } from './retry.ts'
import { SEGMENT_VERSION, type SegmentHeader } from './segment.ts'
import { closeQuietly, createSegmentFile, removeQuietly, type SegmentFile } from './segment-file.ts'
import type { SegmentLogOptions } from './segment-log-options.ts'
import { createTrouble } from './trouble.ts'
import { createWaiters } from './waiters.ts'

/** Writes in a row that may fail before the rest waits: the plain one, one after a short count, one on the ballast's room. */
const ATTEMPTS = 3

/** The frames of one process on their way to the disk: written at once, synced in the background, kept until then. */
export class SegmentLog {
  readonly #options: SegmentLogOptions
  readonly #disk: Disk
  readonly #backlog = createBacklog()
  readonly #waiters = createWaiters()
  readonly #ballast
  readonly #sync: GroupSync
  readonly #trouble
  readonly #retrying: Retry
  readonly #folderFd: number
  /** Positions in the endless log of frames: synced ≤ written ≤ appended. */
  #synced = 0
  #written = 0
  #appended = 0
  /** A frame was given up for want of memory since the trouble began. */
  #lossy = false
  #current: SegmentFile | undefined
  /** Segments that get no more frames but may still need a sync. */
  #full: SegmentFile[] = []
  #nextNumber: number
  #state: 'opening' | 'open' | 'closing' | 'closed' = 'opening'

  constructor(options: SegmentLogOptions) {
    this.#options = options
    this.#disk = options.disk
    this.#nextNumber = options.firstNumber
    this.#ballast = createBallast(options.folder, options.disk)
    this.#trouble = createTrouble(options.onAlarm)
    this.#retrying = createRetry(options.clock, this.#waiters.waiting, () => this.#retry())
    this.#folderFd = options.disk.openSync(options.folder, 'r', 0)
    this.#sync = new GroupSync({
      disk: options.disk,
      clock: options.clock,
      folderFd: this.#folderFd,
      next: () => this.#unsynced(),
      awaited: () => this.#waiters.waiting(),
      onCovered: (segment, position) => this.#covered(segment, position),
      onFailed: (error) => this.#syncFailed(error),
    })
    try {
      this.#begin()
    } catch (error) {
      closeQuietly(this.#disk, this.#folderFd)
      throw error
    }
    this.#state = 'open'
    this.#ballast.lay()
  }

  /** The segment that took the last frame, or takes the next. */
  get number(): number {
    return this.#current?.number ?? this.#nextNumber - 1
  }

  get unsyncedBytes(): number {
    return this.#appended - this.#synced
  }

  /** Bytes that the disk has not taken yet. */
  get memoryBytes(): number {
    return this.#appended - this.#written
  }

  /** A place to encode a frame of at most so many bytes; `commit` follows at once. */
  reserve(bytes: number): Chunk {
    return this.#backlog.reserve(bytes)
  }

  /** Takes the frame that was encoded at the end of the chunk. Never throws for reasons of storage. */
  commit(chunk: Chunk, bytes: number): void {
    const caughtUp = this.#written === this.#appended
    if (!caughtUp && this.memoryBytes + bytes > JOURNAL_MEMORY_MAX_BYTES) {
      this.#lossy = true
      this.#trouble.raise('RAWI_JOURNAL_MEMORY_FULL', `${this.memoryBytes} bytes wait for ${this.#options.folder}`)
      return
    }
    const offset = chunk.end
    chunk.end += bytes
    this.#appended += bytes
    const segment = this.#current
    if (caughtUp && segment && segment.size + bytes <= this.#options.segmentBytes) {
      if (this.#write(segment, chunk.buffer, offset, bytes, false)) return
    }
    if (caughtUp || this.#retrying.due()) this.#drain(!caughtUp)
  }

  /** Resolves when all that was committed before is durable; rejects when some of it had to be given up. */
  flush(): Promise<void> {
    if (this.#lossy) {
      return Promise.reject(
        new RawiError('RAWI_JOURNAL_MEMORY_FULL', 'Some entries found no room on the disk or in memory'),
      )
    }
    if (this.#synced === this.#appended) return Promise.resolve()
    this.#sync.schedule()
    // Whoever waits for the disk keeps the process alive until it is told.
    this.#retrying.hold()
    return this.#waiters.wait(this.#appended)
  }

  /** Begins a new segment, so that all older ones get no more frames; false when the disk refuses. */
  rotate(): boolean {
    if (this.#written !== this.#appended) this.#drain(true)
    return this.#written === this.#appended && this.#begin()
  }

  /** Makes durable what the disk takes, then lets go of the files. */
  async close(): Promise<void> {
    if (this.#state !== 'open') return
    if (this.#written !== this.#appended) this.#drain(true)
    this.#state = 'closing'
    if (this.#written === this.#appended) await this.flush().catch(() => {})
    this.#state = 'closed'
    this.#retrying.stop()
    await this.#sync.stop()
    this.#waiters.fail(
      this.#appended,
      'RAWI_JOURNAL_DISK_FULL',
      `Closed with ${this.memoryBytes} bytes not on the disk`,
    )
    for (const segment of [...this.#full, this.#current]) if (segment) closeQuietly(this.#disk, segment.fd)
    closeQuietly(this.#disk, this.#folderFd)
    this.#ballast.drop()
  }

  /** The entries' bytes that the disk has not taken yet, frame by frame. */
  waiting(): Iterable<{ buffer: Buffer; offset: number; end: number }> {
    return this.#backlog.frames(this.#written, this.#appended)
  }

  #write(segment: SegmentFile, buffer: Buffer, offset: number, bytes: number, again: boolean): boolean {
    let count = 0
    let refusal: unknown
    try {
      count = this.#disk.writeSync(segment.fd, buffer, offset, bytes)
    } catch (error) {
      refusal = error
    }
    const whole = count === bytes
    const kept = whole ? bytes : wholeFrames(buffer, offset, count)
    segment.size += kept
    segment.end += kept
    this.#written += kept
    if (whole) {
      this.#sync.soon()
      if (this.#appended - this.#backlog.start() > JOURNAL_MEMORY_MAX_BYTES) this.#backlog.release(this.#written)
      return true
    }
    this.#cutBack(segment)
    if (again && kept === 0) refusal ??= shortWrite()
    if (refusal !== undefined) this.#refused(refusal)
    return false
  }

  /** What stands behind the last whole frame goes; where that fails the segment gets no more frames. */
  #cutBack(segment: SegmentFile): void {
    try {
      this.#disk.ftruncateSync(segment.fd, segment.size)
    } catch {
      this.#retire()
    }
  }

  #refused(error: unknown): void {
    if (this.#state === 'opening' && !isDiskFull(error)) throw error
    const detail = `${codeOf(error)} in ${this.#options.folder}`
    if (isDiskFull(error)) {
      this.#trouble.raise('RAWI_JOURNAL_DISK_FULL', detail)
      this.#ballast.drop()
    } else {
      this.#trouble.raise('RAWI_JOURNAL_WRITE_FAILED', detail)
      this.#retire()
    }
    this.#retrying.later()
  }

  #retire(next?: SegmentFile): void {
    if (this.#current) this.#full.push(this.#current)
    this.#current = next
  }

  #begin(): boolean {
    const next = this.#backlog.at(this.#written)
    const header: SegmentHeader = {
      ...this.#options.header,
      version: SEGMENT_VERSION,
      number: this.#nextNumber,
      firstOrdinal: next ? frameOrdinalAt(next.buffer, this.#written - next.start) : this.#options.nextOrdinal(),
      createdAt: this.#options.clock.now(),
    }
    try {
      const segment = createSegmentFile(this.#disk, this.#options.folder, header, this.#written)
      this.#nextNumber++
      this.#retire(segment)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') this.#nextNumber++
      this.#refused(error)
      return false
    }
    this.#options.onSegment(header.number)
    return true
  }

  /** Writes what waits, in order, as far as the disk takes it. */
  #drain(late: boolean): void {
    let attempts = ATTEMPTS
    while (this.#written < this.#appended && attempts > 0) {
      const chunk = this.#backlog.at(this.#written)
      if (!chunk) return
      const offset = this.#written - chunk.start
      const segment = this.#current
      const room = segment ? this.#options.segmentBytes - segment.size : 0
      const run = wholeFrames(chunk.buffer, offset, Math.min(room, chunk.end - offset))
      // A frame larger than a segment gets one of its own.
      const alone = segment !== undefined && segment.start === segment.end
      if (!segment || (run === 0 && !alone)) {
        if (!this.#begin()) attempts--
      } else if (this.#write(segment, chunk.buffer, offset, run || frameBytesAt(chunk.buffer, offset), true)) {
        if (late) this.#options.onSpread(segment.number)
      } else attempts--
    }
    if (this.#written < this.#appended) this.#retrying.later()
  }

  /** Trouble is over when all is written and the ballast stands again: until then nobody is told of it twice. */
  #retry(): void {
    if (this.#written < this.#appended) this.#drain(true)
    else if (!this.#current) this.#begin()
    const well = this.#written === this.#appended && this.#sync.failures === 0 && this.#current !== undefined
    if (well && this.#ballast.lay()) {
      this.#trouble.over()
      this.#lossy = false
      this.#retrying.over()
    } else {
      // Nobody waits for ever for a disk that takes nothing: what was said stays in memory.
      if (this.#written < this.#appended && this.#retrying.lasts() >= FLUSH_TROUBLE_MS)
        this.#waiters.fail(this.#appended, 'RAWI_JOURNAL_DISK_FULL', `${this.memoryBytes} bytes are not on the disk`)
      this.#retrying.later()
    }
    this.#sync.schedule()
  }

  /** The oldest segment with frames that no sync has covered. */
  #unsynced(): SegmentFile | undefined {
    return this.#full[0] ?? (this.#written > this.#synced ? this.#current : undefined)
  }

  #covered(segment: SegmentFile, position: number): void {
    if (position > this.#synced) this.#synced = position
    this.#backlog.release(this.#synced)
    if (segment === this.#full[0] && segment.end === position) {
      this.#full.shift()
      closeQuietly(this.#disk, segment.fd)
    }
    this.#waiters.reached(this.#synced)
  }

  /** Linux marks pages clean after a failed fdatasync, so that a second one may lie: only a new file is trusted. */
  #syncFailed(error: Error): void {
    this.#trouble.raise('RAWI_JOURNAL_WRITE_FAILED', `${codeOf(error)} from fdatasync in ${this.#options.folder}`)
    if (this.#state === 'closing' && this.#sync.failures > 1) {
      this.#waiters.fail(this.#appended, 'RAWI_JOURNAL_WRITE_FAILED', 'The last entries may not survive power loss')
    }
    const from = Math.max(this.#synced, this.#backlog.start())
    if (from > this.#synced) {
      this.#waiters.fail(from, 'RAWI_JOURNAL_WRITE_FAILED', `${from - this.#synced} bytes may not survive power loss`)
    }
    this.#retire()
    const distrusted = this.#full
    this.#full = []
    this.#written = this.#synced = from
    this.#drain(true)
    for (const segment of distrusted) {
      closeQuietly(this.#disk, segment.fd)
      const writtenAgain = segment.start >= from && this.#written >= segment.end
      if (writtenAgain) removeQuietly(this.#disk, segment.path)
    }
    this.#retrying.later()
    this.#sync.schedule()
  }
}
