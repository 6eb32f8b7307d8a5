import type { Pen } from '../paint/layer.ts'
import { fillStretched, placeStretched } from '../paint/stretch.ts'
import type { Mouth } from '../speech/viseme.ts'
import { drawInside } from './inside.ts'
import { traceLowerLip, traceOpening, traceSeam, traceUpperLip } from './lip-path.ts'
import type { LipShape } from './lip-shape.ts'
import type { MouthKit } from './mouth-kit.ts'

/** Draws the mouth around its middle. The pen must stand at the portrait's own scale. */
export function drawMouth(pen: Pen, kit: MouthKit, lips: LipShape, mouth: Mouth, smile: number): void {
  const { half, cornerY, lowerEdge, lowerThick } = lips
  placeStretched(pen, kit.shade, 0, lowerEdge + lowerThick + 5, half * 0.62, 6.5, 0.75)
  for (const side of SIDES)
    placeStretched(pen, kit.shade, side * (half + 1.5), cornerY + 0.5, 7, 6.5, 0.7 + 0.25 * smile)
  if (lips.aperture > 0.8) {
    traceOpening(pen, lips)
    drawInside(pen, kit, lips, mouth)
  }
  pen.lineJoin = 'round'
  traceUpperLip(pen, lips)
  pen.strokeStyle = kit.halo
  pen.lineWidth = 1.8
  pen.stroke()
  fillStretched(pen, kit.upperLip, lips.upperEdge - lips.upperThick, lips.upperThick + 1.5)
  traceLowerLip(pen, lips)
  pen.stroke()
  fillStretched(pen, kit.lowerLip, lowerEdge - 1, lowerThick + 2.5)
  drawLight(pen, kit, lips)
  if (lips.aperture <= 2) {
    traceSeam(pen, lips)
    pen.strokeStyle = kit.seam
    pen.lineWidth = 1.5 - lips.aperture * 0.3
    pen.lineCap = 'round'
    pen.stroke()
  }
}

const SIDES = [1, -1] as const

/** Shine on the full part of the lower lip and along the bow of the upper. */
function drawLight(pen: Pen, kit: MouthKit, lips: LipShape): void {
  const { half, lowerEdge, lowerThick, upperEdge, upperThick } = lips
  const y = lowerEdge + lowerThick * 0.42 + 1
  placeStretched(pen, kit.gloss, -half * 0.24, y, half * 0.34, lowerThick * 0.42, 1)
  placeStretched(pen, kit.gloss, half * 0.22, y, half * 0.26, lowerThick * 0.36, 0.6)
  placeStretched(pen, kit.gloss, -half * 0.2, upperEdge - upperThick * 1.04, half * 0.24, 2.6, 0.42)
  placeStretched(pen, kit.gloss, half * 0.2, upperEdge - upperThick * 1.02, half * 0.2, 2.4, 0.3)
}
