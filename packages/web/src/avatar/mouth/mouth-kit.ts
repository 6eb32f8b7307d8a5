import type { Look } from '../looks/look.ts'
import { css, mix, type Rgb, rgb, scaled } from '../paint/colour.ts'
import { createLayer, type Layer, type Pen } from '../paint/layer.ts'

/** Paints and sprites of a mouth, made once for a look. Gradients run from 0 to 1 and are stretched to the lip. */
export interface MouthKit {
  readonly look: Look
  readonly upperLip: CanvasGradient
  readonly lowerLip: CanvasGradient
  readonly inside: CanvasGradient
  readonly gloss: Layer
  readonly shade: Layer
  readonly upperTeeth: Layer
  readonly lowerTeeth: Layer
  readonly tongue: Layer
  readonly seam: string
  readonly halo: string
  readonly crease: string
}

export function createMouthKit(look: Look, pen: Pen, scale: number, skin: Rgb): MouthKit {
  const lip = rgb(look.mouth.colour)
  return {
    look,
    upperLip: unitGradient(pen, [
      [0, css(mix(scaled(lip, 0.88), skin, 0.3))],
      [0.35, css(scaled(lip, 0.82))],
      [0.8, css(scaled(lip, 0.52))],
      [1, css(scaled(lip, 0.34))],
    ]),
    lowerLip: unitGradient(pen, [
      [0, css(scaled(lip, 0.6))],
      [0.22, css(scaled(lip, 1.02))],
      [0.5, css(mix(scaled(lip, 1.16), skin, 0.12))],
      [0.82, css(scaled(lip, 0.8))],
      [1, css(mix(scaled(lip, 0.66), skin, 0.3))],
    ]),
    inside: unitGradient(pen, [
      [0, '#1c0608'],
      [0.6, '#3a0d10'],
      [1, '#54181a'],
    ]),
    gloss: paintGlow(scale, [1, 0.93, 0.9], 0.55 * look.mouth.gloss),
    shade: paintGlow(scale, scaled(mix(skin, [0.2, 0.05, 0.03], 0.6), 0.55), 0.62),
    upperTeeth: paintTeeth(scale, 1),
    lowerTeeth: paintTeeth(scale, -1),
    tongue: paintTongue(scale),
    seam: css(scaled(lip, 0.13), 0.85),
    halo: css(mix(scaled(lip, 0.85), skin, 0.45), 0.42),
    crease: css(scaled(lip, 0.35), 0.16),
  }
}

function unitGradient(pen: Pen, stops: readonly (readonly [number, string])[]): CanvasGradient {
  const gradient = pen.createLinearGradient(0, 0, 0, 1)
  for (const [at, colour] of stops) gradient.addColorStop(at, colour)
  return gradient
}

/** A soft spot of light or shade in a square from -20 to 20. */
function paintGlow(scale: number, colour: Rgb, strength: number): Layer {
  const layer = createLayer({ x: -20, y: -20, width: 40, height: 40 }, scale)
  const glow = layer.pen.createRadialGradient(0, 0, 0, 0, 0, 20)
  for (let i = 0; i <= 8; i++)
    glow.addColorStop(i / 8, css(colour, strength * Math.exp(-((i / 8) ** 2) * 4.5) * (1 - i / 8)))
  layer.pen.fillStyle = glow
  layer.pen.fillRect(-20, -20, 40, 40)
  return layer
}

/** A row of teeth as a curved wall, brightest in front and lost in the dark at the sides. */
function paintTeeth(scale: number, row: 1 | -1): Layer {
  const layer = createLayer({ x: -36, y: -14, width: 72, height: 28 }, scale)
  const { pen } = layer
  const widths = row === 1 ? [8.6, 6.8, 7, 6, 5] : [5.4, 5.6, 6, 5.6, 5]
  const lengths = row === 1 ? [11, 9.6, 10.4, 9, 8] : [8.4, 8.6, 8.8, 8, 7]
  for (const side of [1, -1]) {
    let x = 0
    for (const [i, width] of widths.entries()) {
      const shown = width * (1 - i * 0.075)
      drawTooth(layer, side, x, shown, (lengths[i] ?? 8) * (row === 1 ? 1 : 0.9), row, i)
      x += shown + 0.1
    }
  }
  pen.globalCompositeOperation = 'source-atop'
  const sides = pen.createLinearGradient(-36, 0, 36, 0)
  for (const [at, alpha] of [
    [0, 0.85],
    [0.2, 0.5],
    [0.4, 0.04],
    [0.56, 0],
    [0.78, 0.48],
    [1, 0.9],
  ] as const) {
    sides.addColorStop(at, `rgba(44,14,14,${alpha})`)
  }
  pen.fillStyle = sides
  pen.fillRect(-36, -14, 72, 28)
  return layer
}

function drawTooth(
  { pen }: Layer,
  side: number,
  x: number,
  width: number,
  length: number,
  row: 1 | -1,
  i: number,
): void {
  const top = -12 * row
  const end = top + length * row + 3.2 * row - i * i * 0.16 * row
  const paint = pen.createLinearGradient(0, top, 0, end)
  paint.addColorStop(0, row === 1 ? '#c9a9a0' : '#b9978f')
  paint.addColorStop(0.35, row === 1 ? '#ece3da' : '#cfc3ba')
  paint.addColorStop(0.85, row === 1 ? '#f5f0ea' : '#d8cec6')
  paint.addColorStop(1, '#d9d2cc')
  pen.fillStyle = paint
  const left = side > 0 ? x : -x - width
  pen.beginPath()
  pen.roundRect(
    left + 0.12,
    Math.min(top, end),
    width - 0.24,
    Math.abs(end - top),
    row === 1 ? [0, 0, 2.4, 2.4] : [2.2, 2.2, 0, 0],
  )
  pen.fill()
}

function paintTongue(scale: number): Layer {
  const layer = createLayer({ x: -26, y: -12, width: 52, height: 28 }, scale)
  const { pen } = layer
  const flesh = pen.createRadialGradient(-2, -4, 1, 0, 2, 26)
  flesh.addColorStop(0, '#c56f6e')
  flesh.addColorStop(0.5, '#a95053')
  flesh.addColorStop(1, '#6a2529')
  pen.fillStyle = flesh
  pen.beginPath()
  pen.moveTo(-24, 14)
  pen.bezierCurveTo(-24, -6, -12, -11, 0, -10.4)
  pen.bezierCurveTo(12, -11, 24, -6, 24, 14)
  pen.fill()
  pen.strokeStyle = 'rgba(120,40,44,.3)'
  pen.lineWidth = 1.6
  pen.beginPath()
  pen.moveTo(0, -6)
  pen.quadraticCurveTo(0.6, 0, 0, 10)
  pen.stroke()
  return layer
}
