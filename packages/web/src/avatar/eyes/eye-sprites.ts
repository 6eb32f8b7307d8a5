import type { EyeShape } from '../looks/look.ts'
import { css, mix, type Rgb, rgb, scaled } from '../paint/colour.ts'
import { createLayer, type Layer } from '../paint/layer.ts'
import { seeded } from '../paint/noise.ts'

export const IRIS_RADIUS = 12

/** The white of an eye: a ball that darkens towards its corners, never paper white. Local units, 0 is its middle. */
export function paintEyeball(scale: number): Layer {
  const layer = createLayer({ x: -32, y: -20, width: 64, height: 40 }, scale)
  const { pen } = layer
  const ball = pen.createRadialGradient(-2, -1, 4, 0, 0, 30)
  ball.addColorStop(0, '#f6f1ee')
  ball.addColorStop(0.45, '#ebe3df')
  ball.addColorStop(0.8, '#cdbcb6')
  ball.addColorStop(1, '#a08680')
  pen.fillStyle = ball
  pen.fillRect(-32, -20, 64, 40)
  const corner = pen.createRadialGradient(-24, 4, 1, -24, 4, 10)
  corner.addColorStop(0, 'rgba(196,110,104,.75)')
  corner.addColorStop(1, 'rgba(196,110,104,0)')
  pen.fillStyle = corner
  pen.fillRect(-32, -20, 64, 40)
  return layer
}

/** Iris and pupil with fibres and the dark ring around them. */
export function paintIris(shape: EyeShape, scale: number, seed: number): Layer {
  const size = IRIS_RADIUS + 1.5
  const layer = createLayer({ x: -size, y: -size, width: size * 2, height: size * 2 }, scale)
  const { pen } = layer
  const iris = rgb(shape.iris)
  const disc = pen.createRadialGradient(0, 2.5, 2, 0, 0, IRIS_RADIUS)
  disc.addColorStop(0, css(scaled(iris, 1.9)))
  disc.addColorStop(0.5, css(scaled(iris, 1.15)))
  disc.addColorStop(0.82, css(scaled(iris, 0.5)))
  disc.addColorStop(0.97, css(scaled(iris, 0.1)))
  disc.addColorStop(1, css(scaled(iris, 0.1), 0.6))
  pen.fillStyle = disc
  circle(layer, 0, 0, IRIS_RADIUS)
  drawFibres(layer, iris, seed)
  const glow = pen.createRadialGradient(2, 6, 0, 2, 5, 9)
  glow.addColorStop(0, css(mix(scaled(iris, 3.4), [1, 0.85, 0.6], 0.25), 0.55))
  glow.addColorStop(1, css(scaled(iris, 2), 0))
  pen.fillStyle = glow
  circle(layer, 0, 0, IRIS_RADIUS - 1)
  const pupil = pen.createRadialGradient(0, 0, 3.6, 0, 0, 5.2)
  pupil.addColorStop(0, '#070404')
  pupil.addColorStop(0.75, 'rgba(7,4,4,.95)')
  pupil.addColorStop(1, 'rgba(7,4,4,0)')
  pen.fillStyle = pupil
  circle(layer, 0, 0, 5.4)
  return layer
}

function drawFibres(layer: Layer, iris: Rgb, seed: number): void {
  const random = seeded(seed + 77)
  const { pen } = layer
  for (let i = 0; i < 90; i++) {
    const angle = random() * Math.PI * 2
    const from = 4.6 + random() * 1.5
    const to = from + 2 + random() * (IRIS_RADIUS - from - 2.6)
    pen.strokeStyle = css(scaled(iris, random() < 0.6 ? 2.1 : 0.35), 0.14 + random() * 0.22)
    pen.lineWidth = 0.35 + random() * 0.4
    pen.beginPath()
    pen.moveTo(Math.cos(angle) * from, Math.sin(angle) * from)
    pen.lineTo(Math.cos(angle + 0.08) * to, Math.sin(angle + 0.08) * to)
    pen.stroke()
  }
}

function circle(layer: Layer, x: number, y: number, radius: number): void {
  layer.pen.beginPath()
  layer.pen.arc(x, y, radius, 0, Math.PI * 2)
  layer.pen.fill()
}
