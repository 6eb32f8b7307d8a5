import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Conversation, EndResult, Recorder, RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { giveDatabase } from '../store/embedded-folder.ts'

/** A state folder without a database in it; gone afterwards. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-faults-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Resolves with the `saved` event of each of these calls, in the order they come. */
export function savedLater(recorder: Recorder, calls: readonly Conversation[]): Promise<EndResult[]> {
  const waiting = new Set(calls.map(({ id }) => id))
  const saved: EndResult[] = []
  return new Promise((resolve) => {
    recorder.on('saved', (result) => {
      saved.push(result)
      if (waiting.delete(result.id) && waiting.size === 0) resolve(saved)
    })
  })
}

/** One recorder over the embedded database for all tests of a file: booting costs more than most of them. */
export function sharedRecorder(options: RecorderOptions = {}): {
  readonly recorder: Recorder
  readonly stateDir: string
} {
  const shared = {} as { recorder: Recorder; stateDir: string }
  beforeAll(async () => {
    shared.stateDir = await mkdtemp(join(tmpdir(), 'rawi-faults-'))
    await giveDatabase(shared.stateDir)
    shared.recorder = await openRecorder({ stateDir: shared.stateDir, endTimeoutMs: 30_000, ...options })
    await shared.recorder.ready
  })
  afterAll(async () => {
    await shared.recorder?.close()
    await rm(shared.stateDir, { recursive: true, force: true })
  })
  return shared
}
