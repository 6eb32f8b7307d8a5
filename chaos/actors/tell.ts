import { writeSync } from 'node:fs'
import type { Recorder } from '../../packages/rawi/src/conversation/recorder-api.ts'

/** Tells the campaign, a line each; what was told has left this process when the call returns. */
export type Tell = (...words: readonly (string | number)[]) => void

/** Lines of a process begin with its name, for a job writes into the pipe of the process that forked it. */
export function tellAs(name: string): Tell {
  return (...words) => void writeSync(1, `${name} ${words.join(' ')}\n`)
}

/** Tells an act with a `~` while the disk refuses the journal: until it takes it, the act dies with the process. */
export function tellActs(tell: Tell, recorder: Recorder): Tell {
  let waits = false
  return (...words) => {
    const waiting = recorder.status().journal.memoryBytes > 0
    if (waits && !waiting) tell('dry')
    waits = waiting
    if (waiting) tell(...words, '~')
    else tell(...words)
  }
}
