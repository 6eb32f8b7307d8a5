import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { saidAt } from '../../packages/rawi/test/faults/said.ts'
import type { Call } from '../model.ts'
import type { Differences } from './differences.ts'

interface Transcript {
  readonly id: string
  readonly messages: readonly { readonly seq: number; readonly content: string }[]
}

/** Holds the transcripts of a state folder to its calls: each whole, none missing where the disk always had room. */
export async function checkTranscripts(
  stateDir: string,
  calls: readonly Call[],
  mayLack: boolean,
  differences: Differences,
): Promise<void> {
  const folder = join(stateDir, 'transcripts')
  const names = await readdir(folder).catch((): string[] => [])
  const byEnding = new Map(names.filter((name) => name.endsWith('.json')).map((name) => [name.slice(-13, -5), name]))
  for (const call of calls) {
    const name = byEnding.get(call.id.slice(-8))
    if (name === undefined) {
      differences.unless(mayLack, `the transcript of ${call.id} (${call.process.name}) is missing`)
      continue
    }
    const transcript = parsed(await readFile(join(folder, name), 'utf8'))
    differences.unless(transcript !== undefined, `the transcript of ${call.id} is half-written`)
    if (transcript !== undefined)
      differences.unless(holds(transcript, call), `the transcript of ${call.id} lacks words`)
  }
}

function parsed(text: string): Transcript | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function holds(transcript: Transcript, call: Call): boolean {
  const words = new Map(transcript.messages.map(({ seq, content }) => [seq, content]))
  if (transcript.id !== call.id) return false
  return [...call.revisions].every(([seq, promised]) => {
    // Besides what was promised, what waited when it was told, and one act that was never told.
    const latest = Math.max(promised, call.waiting.get(seq) ?? 0) + 1
    for (let revision = promised; revision <= latest; revision++)
      if (words.get(seq) === saidAt(call.id, seq, revision)) return true
    return false
  })
}
