import type { Stubble } from '../looks/look.ts'
import { css, type Rgb, rgb, scaled, screenByte } from './colour.ts'
import { blurred } from './field.ts'
import { coverage, createLayer, type Layer, type Pen, placeLayer } from './layer.ts'
import { seeded } from './noise.ts'
import { mirror } from './piece.ts'

/** Short hair that stands on skin: on both halves of a region, mirrored. */
export function drawStubble(pen: Pen, stubble: Stubble, seed: number): void {
  const region = new Path2D(stubble.region)
  const colour = rgb(stubble.colour)
  for (const side of [1, -1]) {
    pen.save()
    if (side < 0) mirror(pen)
    hairs(pen, stubble, region, colour, seeded(seed + side))
    pen.restore()
  }
}

function hairs(pen: Pen, stubble: Stubble, region: Path2D, colour: Rgb, random: () => number): void {
  const box = boxOf(stubble.region)
  pen.lineCap = 'round'
  for (let i = 0; i < stubble.count; i++) {
    const x = box.left + random() * (box.right - box.left)
    const y = box.top + random() * (box.bottom - box.top)
    const turn = (random() - 0.5) * 0.6
    if (!inside(pen, region, x, y)) continue
    const angle = (stubble.angle * Math.PI) / 180 + turn
    const length = stubble.length * (0.5 + random() * 0.7)
    const bend = (random() - 0.5) * length * 0.4
    pen.strokeStyle = css(scaled(colour, 0.5 + random() * 0.8), 0.45 + random() * 0.4)
    pen.lineWidth = stubble.thickness * (0.7 + random() * 0.5)
    pen.beginPath()
    pen.moveTo(x, y)
    const endX = x + Math.cos(angle) * length
    const endY = y + Math.sin(angle) * length
    pen.quadraticCurveTo((x + endX) / 2 + bend, (y + endY) / 2, endX, endY)
    pen.stroke()
  }
}

/** A soft shade of the hair's colour on the skin beneath it. */
export function tintUnder(face: Layer, stubble: Stubble): void {
  const { area, scale } = face
  const path = new Path2D(stubble.region)
  const mask = coverage(area, scale, (pen) => {
    pen.fill(path)
    mirror(pen)
    pen.fill(path)
  })
  const soft = blurred(mask, 5 * scale)
  const layer = createLayer(area, scale)
  const image = new ImageData(mask.width, mask.height)
  const [red, green, blue] = scaled(rgb(stubble.colour), 1.1).map(screenByte)
  for (let i = 0; i < soft.data.length; i++) {
    image.data[i * 4] = red ?? 0
    image.data[i * 4 + 1] = green ?? 0
    image.data[i * 4 + 2] = blue ?? 0
    image.data[i * 4 + 3] = (soft.data[i] ?? 0) ** 1.4 * stubble.tint * 255
  }
  layer.pen.putImageData(image, 0, 0)
  face.pen.save()
  face.pen.globalCompositeOperation = 'source-atop'
  placeLayer(face.pen, layer)
  face.pen.restore()
}

/** `isPointInPath` counts in pixels of the canvas and ignores the transform; asked on a plain pen it counts in units. */
function inside(pen: Pen, region: Path2D, x: number, y: number): boolean {
  const transform = pen.getTransform()
  pen.setTransform(1, 0, 0, 1, 0, 0)
  const answer = pen.isPointInPath(region, x, y)
  pen.setTransform(transform)
  return answer
}

function boxOf(path: string): { left: number; right: number; top: number; bottom: number } {
  const numbers = (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)
  const xs = numbers.filter((_, i) => i % 2 === 0)
  const ys = numbers.filter((_, i) => i % 2 === 1)
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}
