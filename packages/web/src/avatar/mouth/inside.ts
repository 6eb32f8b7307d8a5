import { clamp } from '../paint/curve.ts'
import { type Pen, placeLayer } from '../paint/layer.ts'
import { fillStretched } from '../paint/stretch.ts'
import type { Mouth } from '../speech/viseme.ts'
import type { LipShape } from './lip-shape.ts'
import type { MouthKit } from './mouth-kit.ts'

/** Fills the traced opening: darkness, lower teeth, tongue, upper teeth, in the order they lie behind one another. */
export function drawInside(pen: Pen, kit: MouthKit, lips: LipShape, mouth: Mouth): void {
  const { aperture, upperEdge, lowerEdge, half } = lips
  fillStretched(pen, kit.inside, upperEdge, aperture + 3)
  pen.save()
  pen.clip()
  const narrow = half / 36
  const lowTeeth = clamp((mouth.teeth - 0.55) * 2, 0, 1) * (1 - mouth.jaw * 0.6) * (1 - mouth.tuck)
  if (lowTeeth > 0.05) {
    place(pen, kit.lowerTeeth, 0, lowerEdge + 8 - lowTeeth * 4.2, narrow * 0.96, 1)
  }
  const out = clamp((mouth.tongue - 0.6) / 0.4, 0, 1)
  if (aperture > 3 && out === 0) {
    const rest = lowerEdge + 1 + 3 * (1 - mouth.jaw)
    const raised = upperEdge + 12
    place(pen, kit.tongue, 0, rest + (raised - rest) * clamp(mouth.tongue * 1.6, 0, 1) * 0.75, narrow * 0.8, 0.8)
  }
  // Teeth stay with the skull: what shows of them is what the upper lip leaves free.
  const shown = 2.2 + 6.2 * mouth.teeth + 1.5 * mouth.tuck
  place(pen, kit.upperTeeth, 0, upperEdge - 1.6 + shown * 0.85, narrow, 1)
  if (out > 0) place(pen, kit.tongue, 0, lowerEdge + 3.5 - out * (aperture * 0.42 + 2), narrow * 0.62, 0.62)
  pen.strokeStyle = 'rgba(24,4,6,.34)'
  for (const width of SHADOW_WIDTHS) {
    pen.lineWidth = width
    pen.beginPath()
    pen.moveTo(-half, lips.cornerY)
    pen.quadraticCurveTo(0, upperEdge * 2 - lips.cornerY - 1, half, lips.cornerY)
    pen.stroke()
  }
  pen.restore()
}

const SHADOW_WIDTHS = [7, 3.5]

function place(pen: Pen, sprite: MouthKit['tongue'], x: number, y: number, scaleX: number, scaleY: number): void {
  pen.save()
  pen.translate(x, y)
  pen.scale(scaleX, scaleY)
  placeLayer(pen, sprite)
  pen.restore()
}
