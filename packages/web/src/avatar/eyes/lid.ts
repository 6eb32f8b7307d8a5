import type { EyeShape } from '../looks/look.ts'
import type { Pen } from '../paint/layer.ts'

/** One cubic curve across an eye, from its inner (left) to its outer corner, in units of the eye. */
export interface LidCurve {
  x0: number
  y0: number
  x1: number
  y1: number
  x2: number
  y2: number
  x3: number
  y3: number
}

export function createLid(): LidCurve {
  return { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0, x3: 0, y3: 0 }
}

/** Sets the upper lid. @param open 1 is awake, 0 closed, above 1 wide. */
export function setUpperLid(lid: LidCurve, shape: EyeShape, open: number): void {
  const half = 24.5 * shape.width
  const peak = -13.6 * shape.height * open + 7.2 * (1 - Math.min(1, open))
  lid.x0 = -half
  lid.y0 = 4
  lid.x1 = -half * 0.56
  lid.y1 = 4 + peak * 1.02 - 4 * Math.max(0, open - 0.2)
  lid.x2 = half * 0.38
  lid.y2 = peak * 1.2 - 1.5 * shape.tilt
  lid.x3 = half
  lid.y3 = -shape.tilt * 3 + 1
}

/** Sets the lower lid. @param squeeze 0 relaxed to 1: the cheek of a smile pushes it up. */
export function setLowerLid(lid: LidCurve, shape: EyeShape, squeeze: number): void {
  const half = 24.5 * shape.width
  const low = 11.4 * shape.height - 3.4 * squeeze
  lid.x0 = -half
  lid.y0 = 4
  lid.x1 = -half * 0.4
  lid.y1 = low + 0.6
  lid.x2 = half * 0.56
  lid.y2 = low + 1.6
  lid.x3 = half
  lid.y3 = -shape.tilt * 3 + 1
}

export function traceForward(pen: Pen, lid: LidCurve): void {
  pen.bezierCurveTo(lid.x1, lid.y1, lid.x2, lid.y2, lid.x3, lid.y3)
}

export function traceBack(pen: Pen, lid: LidCurve): void {
  pen.bezierCurveTo(lid.x2, lid.y2, lid.x1, lid.y1, lid.x0, lid.y0)
}

/** One coordinate of a point on the curve, `t` from the inner corner (0) to the outer (1). */
export function lidX(lid: LidCurve, t: number): number {
  return cubic(lid.x0, lid.x1, lid.x2, lid.x3, t)
}

export function lidY(lid: LidCurve, t: number): number {
  return cubic(lid.y0, lid.y1, lid.y2, lid.y3, t)
}

function cubic(a: number, b: number, c: number, d: number, t: number): number {
  const s = 1 - t
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d
}
