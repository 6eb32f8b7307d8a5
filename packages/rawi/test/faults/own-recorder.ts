import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Conversation, EndResult, Recorder } from '../../src/conversation/recorder-api.ts'

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
