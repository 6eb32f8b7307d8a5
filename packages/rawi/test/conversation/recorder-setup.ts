import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Recorder, RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { giveDatabase } from '../store/embedded-folder.ts'

/** A state folder of the test's own with nothing in it; gone afterwards. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rawi-recorder-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A state folder of the test's own, its embedded database booted once before; gone afterwards. */
export async function ownFolder(): Promise<string> {
  const folder = await emptyFolder()
  await giveDatabase(folder)
  return folder
}

/** A recorder that is closed with its test; its ends wait as long as a busy machine needs. */
export async function ownRecorder(options: RecorderOptions & { stateDir: string }): Promise<Recorder> {
  const recorder = await openRecorder({ endTimeoutMs: 60_000, ...options })
  onTestFinished(() => recorder.close())
  return recorder
}
