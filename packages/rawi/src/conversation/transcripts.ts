import { TRANSCRIPTS_AT_ONCE } from './bounds.ts'
import type { KeptConversation } from './kept.ts'
import { writeTranscript } from './transcript.ts'

/** Writes transcripts, a bounded number at once, so that 500 calls ending together do not exhaust file handles. */
export class TranscriptWriter {
  readonly #folder: string
  #writing = 0
  readonly #queue: (() => void)[] = []

  constructor(folder: string) {
    this.#folder = folder
  }

  async write(kept: KeptConversation): Promise<string> {
    if (this.#writing >= TRANSCRIPTS_AT_ONCE) await new Promise<void>((resolve) => this.#queue.push(resolve))
    else this.#writing++
    try {
      return await writeTranscript(this.#folder, kept)
    } finally {
      const next = this.#queue.shift()
      if (next) next()
      else this.#writing--
    }
  }
}
