import { randomUUID } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { JOURNAL_FRAME_MAX_BYTES, JOURNAL_SEGMENT_BYTES } from '../conversation/bounds.ts'
import type { Clock } from '../conversation/clock.ts'
import type { Entry } from '../conversation/entry.ts'
import { RawiError } from '../conversation/errors.ts'
import type { Alarm, Journal, JournalCall } from '../conversation/journal-port.ts'
import type { Chunk } from './backlog.ts'
import { createCollection } from './collect-entries.ts'
import { codeOf, type Disk, nodeDisk } from './disk.ts'
import { folderBytes, holdFolder, segmentNumbers, unwritable } from './folder.ts'
import { closeFrame, decodeFrame, encodeFrame, FRAME_HEADER_BYTES, frameAt, frameBound } from './frame.ts'
import { frameCipher, keyId, SEALING_BYTES } from './frame-cipher.ts'
import { eraseFromFolder, freeSegments } from './housekeeping.ts'
import { createLedger, type Trace } from './ledger.ts'
import { messageBound, seldomText, writeMessage } from './message-text.ts'
import { readFolder } from './read-folder.ts'
import { SegmentLog } from './segment-log.ts'
import { tell } from './trouble.ts'

export interface JournalOptions {
  /** The `journal/` folder; every process makes its own inside. */
  readonly directory: string
  /** The UUID of this process's recorder. */
  readonly recorderId: string
  readonly tenantId: string
  readonly clock: Clock
  /** 32 bytes: encrypts every frame with AES-256-GCM. */
  readonly key?: Buffer
  /** Bytes of a segment, `JOURNAL_SEGMENT_BYTES` by default. */
  readonly segmentBytes?: number
  readonly onAlarm: (alarm: Alarm) => void
  /** The machine's own disk by default. */
  readonly disk?: Disk
}

/**
 * Opens the journal of this process in its own locked folder.
 * Throws RAWI_STATE_DIR_UNWRITABLE where the folder cannot be written, RAWI_JOURNAL_FAILED where another process holds it.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { directory, recorderId, tenantId, clock, key, onAlarm, disk = nodeDisk } = options
  if (key && key.length !== 32)
    throw new RawiError('RAWI_CONFIG_INVALID', `The journal key has ${key.length} bytes, not 32`)
  const { path: folder, lock } = holdFolder(disk, directory, recorderId)
  const ledger = createLedger()
  const header = { recorderId, bootId: randomUUID(), tenantId, keyId: key ? keyId(key) : null }
  const cipher = key && frameCipher(key, recorderId)
  let ordinal = 0
  let work: Promise<void> = Promise.resolve()
  let tidying = false
  let log: SegmentLog

  /** One piece of housekeeping at a time; a failure is told and stops none that follow. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    const done = work.then(task)
    work = done.catch(() => {})
    return done
  }

  function tidy(): void {
    if (tidying) return
    tidying = true
    inTurn(() => {
      tidying = false
      return freeSegments({ folder, header, key, ledger, clock }, log.number)
    }).catch((error: unknown) =>
      tell(onAlarm, {
        code: 'RAWI_JOURNAL_FAILED',
        detail: `Segments in ${folder} could not be freed (${codeOf(error)})`,
      }),
    )
  }

  try {
    chmodSync(folder, 0o700)
    const before = await readFolder(folder, key, (entry, _ordinal, segment) => ledger.note(entry, segment))
    if (before.keyMissing) throw new RawiError('RAWI_JOURNAL_KEY_MISSING', `The segments in ${folder} need another key`)
    ordinal = before.nextOrdinal
    log = new SegmentLog({
      folder,
      header,
      firstNumber: (segmentNumbers(folder).at(-1) ?? 0) + 1,
      segmentBytes: options.segmentBytes ?? JOURNAL_SEGMENT_BYTES,
      clock,
      disk,
      onAlarm,
      nextOrdinal: () => ordinal,
      onSegment: () => void (ordinal > 0 && tidy()),
      onSpread: (segment) => ledger.spread(segment),
    })
  } catch (error) {
    lock.release()
    throw unwritable(error, folder)
  }
  let closing: Promise<void> | undefined

  /** Takes the frame that stands encoded behind the chunk's end; false where it is too large to be read again. */
  function take(chunk: Chunk, bytes: number): boolean {
    if (bytes > JOURNAL_FRAME_MAX_BYTES) {
      const detail = `An entry of ${bytes} bytes is too large for the journal`
      tell(onAlarm, { code: 'RAWI_INTERNAL', detail })
      return false
    }
    ordinal++
    log.commit(chunk, bytes)
    return true
  }

  function append(entry: Entry): void {
    if (entry.kind !== 'erased' && ledger.isErased(entry.conversation)) return
    const conversationCrc = ledger.traceOf(entry.conversation)?.crc ?? crc32(entry.conversation)
    const json = JSON.stringify(entry)
    const chunk = log.reserve(frameBound(json))
    const bytes = encodeFrame(chunk.buffer, chunk.end, json, { kind: entry.kind, ordinal, conversationCrc, cipher })
    if (take(chunk, bytes)) ledger.note(entry, log.number)
  }

  return {
    append,
    call: (conversation) => ledger.traceOf(conversation),
    appendMessage(call: JournalCall, message) {
      const trace = call as Trace
      if (!trace.live || trace.writer !== message.writer) {
        return append({ kind: 'message', conversation: call.conversation, message })
      }
      const seldom = seldomText(message)
      const chunk = log.reserve(FRAME_HEADER_BYTES + messageBound(trace.messageHead, message, seldom) + SEALING_BYTES)
      const payload = writeMessage(chunk.buffer, chunk.end + FRAME_HEADER_BYTES, trace.messageHead, message, seldom)
      const bytes = closeFrame(chunk.buffer, chunk.end, payload, 'message', ordinal, trace.crc, cipher)
      // A message behind others of its call in the same segment changes nothing that is noted.
      if (take(chunk, bytes) && trace.latest !== log.number) ledger.noteIn(trace, log.number)
    },
    flush: () => log.flush(),
    async *replay(conversations) {
      const collection = createCollection(false)
      const visit = (entry: Entry, at: number) => {
        if (!ledger.isErased(entry.conversation)) collection.add(entry, at)
      }
      for (const { buffer, offset, end } of log.waiting()) {
        const frame = frameAt(buffer, offset, end)
        const entry = frame && decodeFrame(buffer, frame, cipher)
        if (entry && (!conversations || conversations.has(entry.conversation))) visit(entry, frame.ordinal)
      }
      await readFolder(folder, key, visit, conversations)
      yield* collection.entries()
    },
    rewriteWithout: (conversations) =>
      inTurn(async () => {
        if (!log.rotate()) throw new RawiError('RAWI_JOURNAL_DISK_FULL', `${folder} cannot be rewritten now`)
        const current = log.number
        await log.flush()
        await eraseFromFolder(folder, header, key, conversations, current)
      }),
    statistics: () => ({
      segments: segmentNumbers(folder).length,
      bytes: folderBytes(folder),
      unsyncedBytes: log.unsyncedBytes,
      memoryBytes: log.memoryBytes,
    }),
    close() {
      closing ??= log
        .close()
        .then(() => work)
        .finally(() => lock.release())
      return closing
    },
  }
}
