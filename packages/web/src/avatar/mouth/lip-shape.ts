import type { MouthShape } from '../looks/look.ts'
import { clamp } from '../paint/curve.ts'
import type { Mouth } from '../speech/viseme.ts'

/** Measures of the lips for one moment, around the middle of the mouth. */
export interface LipShape {
  /** Half the distance between the corners. */
  half: number
  cornerY: number
  /** Lower edge of the upper lip and upper edge of the lower lip, in the middle. */
  upperEdge: number
  lowerEdge: number
  upperThick: number
  lowerThick: number
  /** Distance between the lips in the middle. */
  aperture: number
  /** 0 flat to 1 a ring. */
  round: number
}

export function createLipShape(): LipShape {
  return { half: 0, cornerY: 0, upperEdge: 0, lowerEdge: 0, upperThick: 0, lowerThick: 0, aperture: 0, round: 0 }
}

/** Turns the seven parameters and a smile into measures. @param smile -1 to 1. */
export function setLipShape(lips: LipShape, mouth: Mouth, shape: MouthShape, smile: number): void {
  const { jaw, wide, pucker, press, tuck } = mouth
  const free = 1 - press
  const gentle = smile * (1 - pucker * 0.7)
  const open = Math.max(0, (31 * jaw + 5 * pucker * Math.min(1, jaw * 5)) * free)
  lips.round = clamp(pucker, 0, 1)
  lips.aperture = open
  lips.half = 35.5 * shape.width + 7.5 * wide - 13.5 * pucker + 6.5 * gentle - 2.5 * jaw - 1.2 * press
  lips.cornerY = -10 * gentle + open * 0.24 - 1.2 * wide
  lips.upperEdge = -open * 0.2 - 2.6 * tuck - pucker * 0.8 - Math.max(0, wide) * 0.6 * (jaw > 0.05 ? 1 : 0)
  lips.lowerEdge = lips.upperEdge + open + tuck * 1.4
  lips.upperThick =
    (8.4 + 2.6 * pucker - 2.6 * press - 1.3 * Math.max(0, wide) - 0.9 * Math.max(0, gentle)) * shape.upper
  lips.lowerThick =
    (11.4 + 3.2 * pucker - 3.8 * press - 1.6 * Math.max(0, wide) - 5 * tuck - 0.8 * Math.max(0, gentle)) * shape.lower
}
