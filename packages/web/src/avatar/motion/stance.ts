import type { GazeHabit } from './gaze.ts'

export const AVATAR_STATES = ['connecting', 'listening', 'thinking', 'speaking', 'ended'] as const

export type AvatarState = (typeof AVATAR_STATES)[number]

/** How a person holds themselves in a state; what is left out is 0. */
export interface Stance {
  readonly headX: number
  readonly headY: number
  readonly roll: number
  readonly yaw: number
  readonly pitch: number
  readonly lean: number
  readonly shoulders: number
  readonly browRaise: number
  readonly browInner: number
  readonly browSkew: number
  /** Added to the smile of the expression, and to how wide the eyes are. */
  readonly smile: number
  readonly eyes: number
  /** Strength of the idle sway, and whether the head nods along with what is heard. */
  readonly sway: number
  readonly nods: boolean
  readonly gaze: GazeHabit
}

const STILL = {
  headX: 0,
  headY: 0,
  roll: 0,
  yaw: 0,
  pitch: 0,
  lean: 0,
  shoulders: 0,
  browRaise: 0,
  browInner: 0,
  browSkew: 0,
  smile: 0,
  eyes: 0,
  sway: 1,
  nods: false,
}

export const STANCE_OF: Readonly<Record<AvatarState, Stance>> = {
  connecting: { ...STILL, sway: 0.7, smile: 0.1, gaze: { x: 0, y: 0, stray: 0.25, rest: [900, 2600] } },
  listening: {
    ...STILL,
    headY: 2.5,
    roll: 0.032,
    yaw: 0.12,
    pitch: 0.25,
    lean: 1,
    browRaise: 1.4,
    browInner: 0.7,
    smile: 0.08,
    eyes: 0.06,
    sway: 0.75,
    nods: true,
    gaze: { x: -0.03, y: 0, stray: 0.12, rest: [1200, 3600] },
  },
  thinking: {
    ...STILL,
    headX: 3,
    headY: -3,
    roll: -0.045,
    yaw: 0.55,
    pitch: -0.45,
    lean: -0.5,
    shoulders: 0.25,
    browRaise: 1.6,
    browInner: -0.6,
    browSkew: 1.5,
    smile: -0.22,
    eyes: -0.03,
    gaze: { x: 0.62, y: -0.5, stray: 0.3, rest: [500, 1500] },
  },
  speaking: { ...STILL, sway: 1.35, browRaise: 0.3, smile: 0.02, gaze: { x: 0, y: 0, stray: 0.3, rest: [700, 2400] } },
  ended: {
    ...STILL,
    headY: 4,
    roll: 0.012,
    pitch: 0.5,
    lean: -0.6,
    shoulders: -0.3,
    smile: 0.22,
    browRaise: 0.6,
    browInner: 0.5,
    eyes: -0.06,
    sway: 0.6,
    gaze: { x: 0, y: 0.08, stray: 0.08, rest: [1500, 4000] },
  },
}
