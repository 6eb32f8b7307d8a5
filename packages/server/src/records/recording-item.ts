import type { RecordingRecord } from 'rawi'
import type { RecordingItem } from './conversation-schema.ts'
import { iso } from './values.ts'

const RECORDINGS_MAX = 100

/** @param found SQL of the conversation's id. */
export function recordingsOf(found: string): string {
  return `select r.file, r.container, r.codec, r.channels, r.sample_rate, r.started_at, r.duration_ms, r.bytes, r.sha256
    from recordings r where r.conversation_uuid = ${found} order by r.started_at, r.file limit ${RECORDINGS_MAX}`
}

/** A recording as an answer holds it. @param began When its conversation did. */
export function recordingItem(recording: RecordingRecord, began: Date | string): RecordingItem {
  return {
    ...recording,
    started_at: iso(recording.started_at),
    offset_ms: recording.started_at.getTime() - new Date(began).getTime(),
  }
}
