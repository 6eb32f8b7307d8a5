import type { BrowShape } from '../looks/look.ts'
import { css, rgb, scaled } from '../paint/colour.ts'
import { createLayer, type Layer, type Pen, placeLayer } from '../paint/layer.ts'
import { seeded } from '../paint/noise.ts'

/** Paints one eyebrow hair by hair: upright at the nose, lying down towards the temple. Local units, 0 is its middle. */
export function paintBrow(shape: BrowShape, scale: number, seed: number): Layer {
  const layer = createLayer({ x: -40, y: -24, width: 80, height: 44 }, scale)
  const { pen } = layer
  const random = seeded(seed + 5)
  const colour = rgb(shape.colour)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  drawShade(pen, shape, css(colour, 0.13))
  for (let i = 0; i < 340; i++) {
    const t = random()
    const across = random() * 2 - 1
    const half = thickness(shape, t)
    const x = -29 + 58 * t
    const y = middle(shape, t) + across * half
    const lie = 1.25 - 1.15 * Math.min(1, t * 2.6) + across * 0.32 * (1 - t)
    const length = (4.6 + 3.2 * random()) * (0.75 + 0.4 * shape.thickness) * (1 - 0.35 * t)
    const slope = (middle(shape, Math.min(1, t + 0.1)) - middle(shape, t)) / 5.8
    const direction = Math.atan(slope) - lie
    pen.strokeStyle = css(scaled(colour, 0.7 + random() * 0.9), (0.42 + random() * 0.4) * Math.min(1, 0.2 + t * 3.4))
    pen.lineWidth = 0.55 + random() * 0.5
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x + Math.cos(direction) * length, y + Math.sin(direction) * length)
    pen.stroke()
  }
  return layer
}

/** A breath of colour beneath the hairs. */
function drawShade(pen: Pen, shape: BrowShape, colour: string): void {
  pen.strokeStyle = colour
  for (const share of [1.7, 1.1, 0.6]) {
    for (let i = 1; i < 20; i++) {
      pen.lineWidth = Math.max(0.5, 2 * thickness(shape, i / 20) * share)
      pen.beginPath()
      pen.moveTo(-29 + 58 * (i / 20), middle(shape, i / 20))
      pen.lineTo(-29 + 58 * ((i + 1) / 20), middle(shape, (i + 1) / 20))
      pen.stroke()
    }
  }
}

function middle(shape: BrowShape, t: number): number {
  const arch = Math.sin(Math.PI * Math.min(1, t * 0.78 + 0.02)) ** 1.3
  return 2.4 - 6.6 * shape.arch * arch - 5 * shape.slant * t
}

function thickness(shape: BrowShape, t: number): number {
  return 4.1 * shape.thickness * Math.min(1, 0.5 + t * 2) * (1 - Math.max(0, t - 0.35) ** 1.2 * 1.35)
}

/** @param raise Lift in units; @param inner extra lift of the inner end, below 0 a frown. */
export function drawBrow(pen: Pen, brow: Layer, raise: number, inner: number, side: 1 | -1): void {
  pen.save()
  pen.scale(side, 1)
  pen.translate(inner < 0 ? inner * 0.45 : 0, -raise)
  pen.rotate(inner * 0.032)
  pen.translate(0, -Math.max(0, inner) * 0.5)
  placeLayer(pen, brow)
  pen.restore()
}
