import type { TimedViseme } from './timeline.ts'
import { MOUTH_OF, MOUTH_PARTS, type Mouth, type Viseme } from './viseme.ts'

/** How far a shape reaches into its neighbours, in milliseconds: the mouth is under way before a sound begins. */
const REACH_BEFORE = 45
const REACH_AFTER = 40
/** Speech is seen a little before it is heard. */
const LEAD = 30
/** Shapes further away than this do not matter. */
const HORIZON = 400

/** Shapes that must be reached whatever stands beside them: lips that do not close say no "m". */
const RANK: Partial<Record<Viseme, number>> = {
  PP: 2.4,
  FF: 1.8,
  TH: 1.7,
  CH: 1.4,
  U: 1.3,
  O: 1.2,
  sil: 0.8,
  kk: 0.55,
  nn: 0.7,
  DD: 0.75,
}

/**
 * Writes the mouth of a moment into `into`: every shape nearby weighs in, the more the nearer (dominance functions after
 * Cohen and Massaro 1993), so that between two shapes each parameter goes straight from one to the other.
 * @param visemes In order of time.
 * @param at Position in the audio, in milliseconds.
 */
export function mouthAt(visemes: readonly TimedViseme[], at: number, into: Mouth): void {
  for (const part of MOUTH_PARTS) into[part] = 0
  const now = at + LEAD
  let total = 0
  for (let i = firstAfter(visemes, now - HORIZON); i < visemes.length; i++) {
    const timed = visemes[i]
    if (timed === undefined || timed.start > now + HORIZON) break
    const weight = dominance(timed, now)
    const target = MOUTH_OF[timed.viseme]
    const strength = timed.strength ?? 1
    for (const part of MOUTH_PARTS) into[part] += target[part] * weight * (part === 'press' ? 1 : strength)
    total += weight
  }
  // Far from every sound the mouth rests: silence weighs a little everywhere.
  total += 0.012
  for (const part of MOUTH_PARTS) into[part] /= total
  closeLips(into)
}

function dominance(timed: TimedViseme, now: number): number {
  const middle = (timed.start + timed.end) / 2
  const half = Math.max(12, (timed.end - timed.start) / 2)
  const away = now - middle
  const reach = half * 0.75 + (away < 0 ? REACH_BEFORE : REACH_AFTER) * 0.45
  // A long sound is held: the first part of its length costs nothing.
  const beyond = Math.max(0, Math.abs(away) - half * 0.45) / reach
  return (RANK[timed.viseme] ?? 1) * Math.exp(-2.2 * beyond * beyond)
}

/** Pressed lips do not show teeth or an open jaw. */
function closeLips(mouth: Mouth): void {
  const closed = Math.min(1, Math.max(0, (mouth.press - 0.3) / 0.4))
  mouth.jaw *= 1 - 0.85 * closed
  mouth.teeth *= 1 - closed
}

/** Index of the first shape that ends after a moment. */
function firstAfter(visemes: readonly TimedViseme[], at: number): number {
  let low = 0
  let high = visemes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((visemes[middle]?.end ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
