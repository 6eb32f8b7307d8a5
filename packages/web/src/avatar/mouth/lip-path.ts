import type { Pen } from '../paint/layer.ts'
import type { LipShape } from './lip-shape.ts'

// Curves of the lips from the left corner to the right, around the middle of the mouth. A round mouth has fuller flanks.

/** The opening between the lips. */
export function traceOpening(pen: Pen, lips: LipShape): void {
  pen.beginPath()
  pen.moveTo(-lips.half + 2, lips.cornerY)
  upperEdge(pen, lips, 1)
  lowerEdgeBack(pen, lips)
  pen.closePath()
}

export function traceUpperLip(pen: Pen, lips: LipShape): void {
  const { half, cornerY, upperEdge: edge, upperThick, round } = lips
  const top = edge - upperThick
  const flank = 0.6 + round * 0.16
  const bow = 2.5 * (1 - round * 0.5)
  pen.beginPath()
  pen.moveTo(-half, cornerY)
  pen.bezierCurveTo(
    -half * flank - 2,
    mix(cornerY, top, 0.52),
    -half * 0.36,
    top - bow * 0.55,
    -half * 0.17,
    top - bow * 0.2,
  )
  pen.bezierCurveTo(-half * 0.1, top + bow * 0.1, -half * 0.05, top + bow, 0, top + bow)
  pen.bezierCurveTo(half * 0.05, top + bow, half * 0.1, top + bow * 0.1, half * 0.17, top - bow * 0.2)
  pen.bezierCurveTo(half * 0.36, top - bow * 0.55, half * flank + 2, mix(cornerY, top, 0.52), half, cornerY)
  upperEdge(pen, lips, -1)
  pen.closePath()
}

export function traceLowerLip(pen: Pen, lips: LipShape): void {
  const { half, cornerY, lowerEdge, lowerThick, round } = lips
  const bottom = lowerEdge + lowerThick
  const flank = 0.7 + round * 0.12
  pen.beginPath()
  pen.moveTo(half - 1, cornerY + 0.3)
  lowerEdgeBack(pen, lips)
  pen.lineTo(-half + 1, cornerY + 0.3)
  pen.bezierCurveTo(-half * flank, mix(cornerY, bottom, 0.68), -half * 0.46, bottom + 0.8, 0, bottom + 1)
  pen.bezierCurveTo(half * 0.46, bottom + 0.8, half * flank, mix(cornerY, bottom, 0.68), half - 1, cornerY + 0.3)
  pen.closePath()
}

/** The line where closed lips meet. */
export function traceSeam(pen: Pen, lips: LipShape): void {
  pen.beginPath()
  pen.moveTo(-lips.half + 1, lips.cornerY)
  upperEdge(pen, lips, 1)
}

/** Lower edge of the upper lip with the small drop in its middle; `way` 1 runs to the right. */
function upperEdge(pen: Pen, lips: LipShape, way: 1 | -1): void {
  const { half, cornerY, upperEdge: edge, round } = lips
  const flank = 0.62 + round * 0.2
  const side = mix(cornerY, edge, 0.75 + round * 0.2)
  const dip = edge + 1.4
  if (way === -1) pen.lineTo(half - 2, cornerY)
  pen.bezierCurveTo(-half * flank * way * 1, side, -half * 0.3 * way * 1, edge - 0.9, 0, dip)
  pen.bezierCurveTo(half * 0.3 * way, edge - 0.9, half * flank * way, side, (half - 2) * way, cornerY)
}

/** Upper edge of the lower lip, from the right corner back to the left. */
function lowerEdgeBack(pen: Pen, lips: LipShape): void {
  const { half, cornerY, lowerEdge, round } = lips
  const flank = 0.66 + round * 0.18
  const side = mix(cornerY, lowerEdge, 0.8 + round * 0.14)
  const low = lowerEdge + 1.2
  pen.lineTo(half - 2, cornerY)
  pen.bezierCurveTo(half * flank, side, half * 0.36, low, 0, low)
  pen.bezierCurveTo(-half * 0.36, low, -half * flank, side, -half + 2, cornerY)
}

function mix(from: number, to: number, t: number): number {
  return from + (to - from) * t
}
