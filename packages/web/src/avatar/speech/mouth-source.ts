import { clamp } from '../paint/curve.ts'
import { type AudioLevels, type LevelSource, mouthOfLevels } from './audio-mouth.ts'
import { mouthAt } from './coarticulation.ts'
import type { Loudness } from './loudness.ts'
import { type TimedViseme, VISEMES_MAX } from './timeline.ts'
import { MOUTH_PARTS, type Mouth, restingMouth } from './viseme.ts'

/** Audio that has not moved for this long has stopped: the mouth comes to rest instead of staying open. */
const STALLED_MS = 180
/** Milliseconds by which the jaw is told ahead how loud it will be: about what it needs to follow. */
const LOUDNESS_LEAD = 25
/** How far a jaw opens for its shape when next to nothing is heard, and when the voice is as loud as it gets. */
const OPEN_QUIET = 0.1
const OPEN_LOUD = 1.15
/** What loudness alone adds, whatever the shape; lips that are pressed or drawn in stay so. */
const OPEN_ANYWAY = 0.18
/** Below this loudness a sound is dying away, and its whole shape with it. */
const FAINT = 0.12
/** How fast each part follows, in milliseconds; lips close faster than a jaw drops. */
const FOLLOW: Readonly<Record<keyof Mouth, number>> = {
  jaw: 24,
  wide: 36,
  pucker: 38,
  press: 14,
  tuck: 18,
  teeth: 26,
  tongue: 26,
}

/** The mouth of the person, from whichever source speaks. Positions come from the audio, never from a clock. */
export interface MouthSource {
  readonly mouth: Readonly<Mouth>
  /** 0 to 1: how much is being said just now. */
  readonly energy: number
  /** A new utterance; where its loudness is known, lips open as far as it is loud. */
  speak(visemes: readonly TimedViseme[], loudness?: Loudness): void
  /** The same utterance, of which more is known by now. */
  more(visemes: readonly TimedViseme[]): void
  playedTo(ms: number): void
  listen(source: LevelSource | undefined): void
  hear(levels: AudioLevels): void
  interrupt(): void
  /** Moves the mouth on by the time since the last frame. */
  advance(elapsed: number): void
}

export function createMouthSource(): MouthSource {
  const mouth = restingMouth()
  const target = restingMouth()
  const levels = { rms: 0, low: 0, mid: 0, high: 0 }
  let visemes: readonly TimedViseme[] = []
  let loudness: Loudness | undefined
  let position = -1
  let sinceMoved = Number.POSITIVE_INFINITY
  let sinceHeard = Number.POSITIVE_INFINITY
  let source: LevelSource | undefined
  let energy = 0

  function aim(): void {
    const timed = visemes.length > 0
    const spoken = timed && position >= 0 && sinceMoved < STALLED_MS
    const heard = !timed && (source !== undefined || sinceHeard < STALLED_MS)
    if (!timed && source !== undefined) source.read(levels)
    if (spoken) {
      mouthAt(visemes, position, target)
      openAsLoud(target, loudness?.at(position + LOUDNESS_LEAD))
    } else if (heard) mouthOfLevels(levels, target)
    else for (const part of MOUTH_PARTS) target[part] = 0
  }

  function learn(timeline: readonly TimedViseme[]): void {
    if (timeline.length > VISEMES_MAX) throw new RangeError(`An utterance has at most ${VISEMES_MAX} visemes.`)
    visemes = timeline.toSorted((a, b) => a.start - b.start)
  }

  return {
    mouth,
    get energy() {
      return energy
    },
    speak(timeline, sound) {
      learn(timeline)
      loudness = sound
      position = -1
      sinceMoved = Number.POSITIVE_INFINITY
    },
    more: learn,
    playedTo(ms) {
      if (!Number.isFinite(ms)) throw new RangeError('A position is a number of milliseconds.')
      if (ms !== position) sinceMoved = 0
      position = ms
    },
    listen(next) {
      source = next
    },
    hear(next) {
      Object.assign(levels, next)
      sinceHeard = 0
    },
    interrupt() {
      visemes = []
      position = -1
      sinceHeard = Number.POSITIVE_INFINITY
    },
    advance(elapsed) {
      aim()
      for (const part of MOUTH_PARTS)
        mouth[part] += (target[part] - mouth[part]) * (1 - Math.exp(-elapsed / FOLLOW[part]))
      energy += (clamp(mouth.jaw * 1.3 + mouth.pucker * 0.3, 0, 1) - energy) * (1 - Math.exp(-elapsed / 160))
      sinceMoved += elapsed
      sinceHeard += elapsed
    },
  }
}

/** The shape says how a mouth opens, the voice how far: a vowel that is hardly heard is hardly seen, and a pause is shut. */
function openAsLoud(mouth: Mouth, loud: number | undefined): void {
  if (loud === undefined) return
  const shaped = mouth.jaw * (OPEN_QUIET + (OPEN_LOUD - OPEN_QUIET) * loud)
  mouth.jaw = Math.min(1, shaped + OPEN_ANYWAY * loud * (1 - mouth.press) * (1 - mouth.tuck))
  const alive = Math.min(1, loud / FAINT)
  mouth.jaw *= alive
  mouth.wide *= alive
  mouth.pucker *= alive
  mouth.teeth *= alive
}
