import { clamp } from '../paint/curve.ts'
import { seeded, smoothNoise } from '../paint/noise.ts'
import { createBlink } from './blink.ts'
import { breathAt } from './breathing.ts'
import { type Expression, FACE_OF } from './expression.ts'
import { createGaze } from './gaze.ts'
import { type Pose, restingPose } from './pose.ts'
import { ease } from './spring.ts'
import { type AvatarState, STANCE_OF } from './stance.ts'

/** Lives between the words: holds the state, breathes, blinks, looks, nods. The same seed and times give the same life. */
export interface Performer {
  readonly pose: Readonly<Pose>
  readonly state: AvatarState
  setState(state: AvatarState): void
  setExpression(expression: Expression): void
  /** Looks up, as someone does who has just been interrupted. */
  attend(): void
  /** @param elapsed Milliseconds since the last call. @param energy How much is being said, 0 to 1. */
  advance(elapsed: number, energy: number): void
}

export function createPerformer(seed: number, still: () => boolean): Performer {
  const random = seeded(seed)
  const blink = createBlink(random)
  const gaze = createGaze(random)
  const pose = restingPose()
  let state: AvatarState = 'connecting'
  let expression: Expression = 'warm'
  let now = 0
  let attention = 0
  let nodAt = Number.POSITIVE_INFINITY
  let nextNod = 1600
  let stress = 0
  let sway = 0
  let said = 0
  let energyBefore = 0

  /** Posture and face of the state, reached slowly enough to look meant. */
  function settle(elapsed: number): void {
    const stance = STANCE_OF[state]
    const face = FACE_OF[expression]
    const time = still() ? 1 : 260
    const brows = still() ? 1 : 150
    pose.headX = ease(pose.headX, stance.headX, elapsed, time)
    pose.headY = ease(pose.headY, stance.headY, elapsed, time)
    pose.roll = ease(pose.roll, stance.roll + face.roll, elapsed, time)
    pose.yaw = ease(pose.yaw, stance.yaw, elapsed, time)
    pose.pitch = ease(pose.pitch, stance.pitch, elapsed, time)
    pose.lean = ease(pose.lean, stance.lean, elapsed, time * 1.6)
    pose.shoulders = ease(pose.shoulders, stance.shoulders, elapsed, time * 1.4)
    pose.browRaise = ease(pose.browRaise, stance.browRaise + face.browRaise + attention * 2.5, elapsed, brows)
    pose.browInner = ease(pose.browInner, stance.browInner + face.browInner, elapsed, brows)
    pose.browSkew = ease(pose.browSkew, stance.browSkew + face.browSkew, elapsed, brows)
    pose.smile = ease(pose.smile, clamp(stance.smile + face.smile, -1, 1), elapsed, time)
  }

  const settled = restingPose()

  /** What never stops while someone is alive; laid over the posture, so that it does not add up. */
  function live(elapsed: number, energy: number): void {
    const stance = STANCE_OF[state]
    now += elapsed
    blink.advance(elapsed)
    gaze.advance(elapsed, stance.gaze)
    if (gaze.jumped && random() < 0.35) blink.start()
    const slow = now / 1000
    sway = ease(sway, stance.sway, elapsed, 400)
    said = ease(said, energy, elapsed, 90)
    const nod = nodding(elapsed, stance.nods)
    stress = ease(stress, clamp((energy - energyBefore) * 9, 0, 1), elapsed, 120)
    energyBefore = ease(energyBefore, energy, elapsed, 220)
    pose.breath = breathAt(now)
    pose.headX += sway * 4 * smoothNoise(slow * 0.42, 1, seed) + said * 2 * smoothNoise(slow * 1.7, 2, seed)
    pose.headY += sway * 1.7 * smoothNoise(slow * 0.5, 3, seed) + stress * 1.6 + nod * 4.5
    pose.roll += sway * 0.021 * smoothNoise(slow * 0.36, 4, seed) + said * 0.02 * smoothNoise(slow * 1.3, 5, seed)
    pose.yaw +=
      sway * 0.3 * smoothNoise(slow * 0.4, 6, seed) + said * 0.3 * smoothNoise(slow * 1.1, 7, seed) + gaze.x * 0.18
    pose.pitch += sway * 0.14 * smoothNoise(slow * 0.47, 8, seed) + stress * 0.35 + nod + gaze.y * 0.2
    pose.shoulders += sway * 0.12 * smoothNoise(slow * 0.3, 9, seed) + said * 0.22
    pose.lean += said * 0.3 * smoothNoise(slow * 0.6, 10, seed)
    pose.browRaise += stress * 2.6 + sway * 0.35 * smoothNoise(slow * 0.8, 11, seed)
    pose.gazeX = gaze.x
    pose.gazeY = gaze.y
    pose.eyesOpen = clamp(0.94 + stance.eyes + FACE_OF[expression].eyes + stress * 0.05, 0.5, 1.08) * blink.open
    attention = ease(attention, 0, elapsed, 500)
  }

  /** Without idle motion: the eyes rest where the state wants them. */
  function hold(): void {
    const stance = STANCE_OF[state]
    pose.gazeX = stance.gaze.x
    pose.gazeY = stance.gaze.y
    pose.eyesOpen = 0.94 + stance.eyes + FACE_OF[expression].eyes
    pose.breath = 0
  }

  /** A small nod now and then, down and up again: 0 to 1. */
  function nodding(elapsed: number, nods: boolean): number {
    nextNod -= elapsed
    if (nods && nextNod <= 0) {
      nodAt = now
      nextNod = 2400 + random() * 3200
    }
    const t = (now - nodAt) / 620
    return t >= 0 && t < 1 ? Math.sin(Math.PI * t) ** 2 * (1 - 0.4 * t) : 0
  }

  return {
    pose,
    get state() {
      return state
    },
    setState(next) {
      if (next === state) return
      state = next
      nextNod = 1200
      if (next === 'thinking') blink.start()
    },
    setExpression(next) {
      expression = next
    },
    attend() {
      attention = 1
      blink.start()
    },
    advance(elapsed, energy) {
      Object.assign(pose, settled)
      settle(still() ? 10_000 : elapsed)
      Object.assign(settled, pose)
      if (still()) hold()
      else live(elapsed, energy)
    },
  }
}
