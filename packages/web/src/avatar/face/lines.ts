import type { FaceShape } from '../looks/look.ts'
import { blurred, type Field } from '../paint/field.ts'
import { type Area, coverage, type Pen } from '../paint/layer.ts'
import { MIDDLE } from './anchors.ts'

interface Line {
  readonly path: string
  readonly width: number
  /** Depth in a young and in an old face. */
  readonly young: number
  readonly old: number
}

/** Lines of the right half of a face, x counted from its middle; the left half mirrors them. */
const LINES: readonly Line[] = [
  { path: 'M27 366 C36 374 46 388 50 404', width: 5, young: 1.2, old: 4.2 },
  { path: 'M50 412 C50 422 46 432 42 438', width: 4, young: 0, old: 2.2 },
  { path: 'M23 306 C30 318 44 323 58 320', width: 3.5, young: 0.5, old: 2 },
  { path: 'M22 312 C30 328 46 334 62 330', width: 4, young: 0, old: 1.8 },
  { path: 'M75 296 L88 290 M76 301 L90 301 M75 306 L87 311', width: 2.2, young: 0, old: 1.5 },
  { path: 'M0 226 C22 224 44 224 70 232', width: 3.5, young: 0, old: 1.7 },
  { path: 'M0 206 C22 204 44 205 64 212', width: 3.5, young: 0, old: 1.4 },
  { path: 'M0 244 C16 242 34 242 52 248', width: 3, young: 0, old: 1 },
  { path: 'M7 256 C8 263 7 270 5 276', width: 3, young: 0.2, old: 1.6 },
]

/** How deep the lines of a face are pressed in, for its age. */
export function faceLines(shape: FaceShape, area: Area, scale: number): Field {
  const total = coverage(area, scale, () => undefined)
  for (const line of LINES) {
    const depth = line.young + (line.old - line.young) * shape.age
    if (depth === 0) continue
    const drawn = coverage(area, scale, (pen) => drawBothSides(pen, line))
    const soft = blurred(drawn, line.width * 0.7 * scale)
    for (let i = 0; i < total.data.length; i++) total.data[i] = (total.data[i] ?? 0) - (soft.data[i] ?? 0) * depth
  }
  return total
}

function drawBothSides(pen: Pen, line: Line): void {
  const path = new Path2D(line.path)
  pen.lineCap = 'round'
  pen.lineWidth = line.width
  pen.translate(MIDDLE, 0)
  pen.stroke(path)
  pen.scale(-1, 1)
  pen.stroke(path)
}
