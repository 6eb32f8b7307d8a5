import type { AgentSound } from '../engine/frames.ts'

/** Seconds in which sound fades when it stops, so that it does not click. */
const FADE_SECONDS = 0.005

/** The sample that is played next, and of which utterance. */
export interface PlayPlace {
  readonly utterance: number
  readonly position: number
}

/** Sound that waits to be played, sample by sample. */
export interface PlayQueue {
  /** Undefined before the first sample. */
  readonly place: PlayPlace | undefined
  add(sound: AgentSound): void
  pause(): void
  resume(): void
  /** Forgets what is not played, within `FADE_SECONDS`; other utterances stay. All of them without one. */
  clear(utterance?: number): void
  /** Fills a block; where there is nothing to play it is silent. Whether any sample was played. */
  fill(block: Float32Array): boolean
}

export function createPlayQueue(rate: number): PlayQueue {
  const step = 1 / (FADE_SECONDS * rate)
  let pieces: AgentSound[] = []
  let offset = 0
  // Numbers, not objects: a sample must not cost the audio thread memory.
  let utterance = -1
  let position = 0
  let level = 1
  let aim = 1
  let cut: ((piece: AgentSound) => boolean) | undefined

  function next(): number {
    const [piece] = pieces
    if (!piece) return 0
    const sample = piece.samples[offset++] ?? 0
    utterance = piece.utterance
    position = piece.position + offset
    if (offset >= piece.samples.length) {
      pieces.shift()
      offset = 0
    }
    return sample / 32_768
  }

  function drop(unwanted: (piece: AgentSound) => boolean): void {
    if (pieces[0] && unwanted(pieces[0])) offset = 0
    pieces = pieces.filter((piece) => !unwanted(piece))
    cut = undefined
    aim = 1
  }

  return {
    get place() {
      return utterance < 0 ? undefined : { utterance, position }
    },
    add(sound) {
      if (sound.samples.length > 0) pieces.push(sound)
    },
    pause() {
      aim = 0
    },
    resume() {
      if (!cut) aim = 1
    },
    clear(unwanted) {
      const known = new Set(pieces)
      cut = (piece) => known.has(piece) && (unwanted === undefined || piece.utterance === unwanted)
      aim = 0
    },
    fill(block) {
      const before = [utterance, position] as const
      for (let i = 0; i < block.length; i++) {
        level = level < aim ? Math.min(aim, level + step) : Math.max(aim, level - step)
        if (level === 0 && aim === 0 && cut) drop(cut)
        block[i] = level === 0 && aim === 0 ? 0 : next() * level
      }
      return before[0] !== utterance || before[1] !== position
    },
  }
}
