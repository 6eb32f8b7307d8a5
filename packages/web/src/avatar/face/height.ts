import type { FaceShape } from '../looks/look.ts'
import { bell, type Point, smoothStep, stationed } from '../paint/curve.ts'
import { EYE_X, EYE_Y, MOUTH_Y, NOSE_Y } from './anchors.ts'
import { halfWidth, outlineOf } from './outline.ts'

/** Side view of the head: how far its middle line stands out at each height. */
const PROFILE: readonly Point[] = [
  [126, 8],
  [140, 50],
  [165, 84],
  [200, 107],
  [240, 118],
  [272, 120],
  [300, 114],
  [340, 113],
  [380, 113],
  [410, 112],
  [432, 107],
  [448, 104],
  [460, 88],
  [470, 40],
]

/** Side view of the nose. */
const RIDGE: readonly Point[] = [
  [268, 0],
  [286, 5],
  [300, 8],
  [322, 14],
  [345, 22],
  [358, 27],
  [365, 27],
  [372, 18],
  [378, 6],
  [384, 0],
]

/** Half the width of the nose at each height. */
const RIDGE_WIDTH: readonly Point[] = [
  [268, 15],
  [290, 11],
  [315, 10],
  [340, 12],
  [360, 15],
  [378, 16],
]

/** How far a face stands out towards the viewer, at x from its middle and y from the top. */
export function faceHeight(shape: FaceShape): (x: number, y: number) => number {
  const outline = outlineOf(shape.outline)
  const rows = new Map<number, readonly [width: number, depth: number]>()
  const row = (y: number) => {
    const known = rows.get(y)
    if (known !== undefined) return known
    const measured = [halfWidth(outline, y), stationed(PROFILE, y)] as const
    rows.set(y, measured)
    return measured
  }
  return (x, y) => {
    const [width, depth] = row(y)
    const across = Math.min(1, Math.abs(x) / Math.max(1, width))
    const skull = depth * Math.sqrt(Math.max(0.0004, 1 - across ** 2.35))
    return skull + features(shape, Math.abs(x), y) + nose(shape, Math.abs(x), y)
  }
}

/** Everything soft; `x` is the distance from the middle, a face is the same on both sides. */
function features(shape: FaceShape, x: number, y: number): number {
  const eyes = -9.5 * bell((x - EYE_X + 6) / 31) * bell((y - EYE_Y + 3) / 19)
  const ball = 5.5 * bell((x - EYE_X) / 22) * bell((y - EYE_Y) / 13)
  const innerCorner = -5 * bell((x - 20) / 9) * bell((y - 296) / 15)
  const ridge = 5 * shape.browRidge * bell((x - 44) / 34) * bell((y - 270) / 12)
  const glabella = 2.2 * shape.browRidge * bell(x / 14) * bell((y - 266) / 13)
  const cheek = 7 * shape.cheekbones * bell((x - 62) / 30) * bell((y - 346) / 24)
  const underCheek = -6 * shape.cheekbones * bell((x - 76) / 22) * bell((y - 392) / 26)
  const temple = -5 * bell((x - 100) / 18) * bell((y - 262) / 34)
  const muzzle = 7.5 * bell(x / 42) * bell((y - MOUTH_Y) / 26)
  const lips = 2.5 * bell(x / 30) * bell((y - MOUTH_Y) / 11)
  const corner = -3.4 * bell((x - 43) / 9) * bell((y - MOUTH_Y - 1) / 9)
  const philtrum = -1.8 * bell(x / 4.5) * smoothStep(376, 386, y) * smoothStep(402, 394, y)
  const philtrumSides = 1.1 * bell((x - 7.5) / 4) * smoothStep(376, 386, y) * smoothStep(404, 396, y)
  const underLip = -4.6 * bell(x / 27) * bell((y - 431) / 8)
  const chin = 6.5 * shape.chin * bell(x / 24) * bell((y - 449) / 15)
  const jaw = 4 * shape.jaw * bell((x - 74) / 20) * bell((y - 418) / 24)
  const bag = -1.7 * shape.age * bell((x - 43) / 20) * bell((y - 327 + (x - 43) * 0.1) / 5)
  return (
    eyes +
    ball +
    innerCorner +
    ridge +
    glabella +
    cheek +
    underCheek +
    temple +
    muzzle +
    lips +
    corner +
    bag +
    philtrum +
    philtrumSides +
    underLip +
    chin +
    jaw
  )
}

function nose(shape: FaceShape, x: number, y: number): number {
  if (y < 262 || y > 392) return 0
  const width = stationed(RIDGE_WIDTH, y) * shape.noseWidth
  const ridge = stationed(RIDGE, y) * shape.noseHeight * Math.exp(-((x / width) ** 2))
  const tip = 6 * bell(x / (12 * shape.noseWidth)) * bell((y - NOSE_Y + 5) / 10)
  const wing = 9.5 * bell((x - 17 * shape.noseWidth) / 7.5) * bell((y - NOSE_Y - 1) / 8.5)
  const groove = -3 * bell((x - 26 * shape.noseWidth) / 4.5) * bell((y - NOSE_Y - 1) / 9)
  return ridge + tip + wing + groove
}
