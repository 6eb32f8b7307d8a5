/** How the person holds themselves at this moment. Lengths in units of the portrait, angles in radians. */
export interface Pose {
  headX: number
  headY: number
  roll: number
  /** Turn and nod of the face, -1 to 1: right and down. */
  yaw: number
  pitch: number
  /** Lean towards the viewer, -1 to 1. */
  lean: number
  shoulders: number
  breath: number
  gazeX: number
  gazeY: number
  eyesOpen: number
  browRaise: number
  /** Lift of the inner ends: above 0 worried, below 0 stern. */
  browInner: number
  /** One brow higher than the other. */
  browSkew: number
  /** -1 to 1. */
  smile: number
}

export function restingPose(): Pose {
  return {
    headX: 0,
    headY: 0,
    roll: 0,
    yaw: 0,
    pitch: 0,
    lean: 0,
    shoulders: 0,
    breath: 0,
    gazeX: 0,
    gazeY: 0,
    eyesOpen: 0.94,
    browRaise: 0,
    browInner: 0,
    browSkew: 0,
    smile: 0.6,
  }
}
