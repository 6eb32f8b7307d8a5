import { along, type Point, pointsOf } from '../paint/curve.ts'
import type { Pen } from '../paint/layer.ts'
import { MIDDLE } from './anchors.ts'

const SAMPLES = 160

/** The right half of the outline as a fine polyline, x counted from the middle. */
export function outlineOf(points: string): Point[] {
  const half = pointsOf(points)
  const first = half[1] ?? [0, 0]
  const last = half.at(-2) ?? [0, 0]
  // Mirrored neighbours at both ends, so that crown and chin are round and not pointed.
  const closed: Point[] = [[-first[0], first[1]], ...half, [-last[0], last[1]]]
  const spans = closed.length - 1
  return Array.from({ length: SAMPLES + 1 }, (_, i) => along(closed, (1 + (i / SAMPLES) * (spans - 2)) / spans))
}

/** Half the width of the face at a height; 0 above and below it. */
export function halfWidth(outline: readonly Point[], y: number): number {
  for (let i = 1; i < outline.length; i++) {
    const above = outline[i - 1]
    const below = outline[i]
    if (above === undefined || below === undefined || y < above[1] || y > below[1]) continue
    const t = (y - above[1]) / Math.max(1e-6, below[1] - above[1])
    return above[0] + (below[0] - above[0]) * t
  }
  return 0
}

export function traceFace(pen: Pen, outline: readonly Point[]): void {
  pen.beginPath()
  for (const [x, y] of outline) pen.lineTo(MIDDLE + x, y)
  for (const [x, y] of outline.toReversed()) pen.lineTo(MIDDLE - x, y)
  pen.closePath()
}
