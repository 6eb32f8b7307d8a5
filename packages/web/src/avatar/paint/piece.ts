import type { Fold } from '../looks/look.ts'
import { blurred, emptyField, type Field } from './field.ts'
import { type Area, coverage, createLayer, type Layer, type Pen, placeLayer } from './layer.ts'
import { lit, type Material } from './relief.ts'

/** A flat shape that gets volume: round edges, a round body, folds. */
export interface Shape {
  readonly draw: (pen: Pen) => void
  readonly puff: number
  readonly edge: number
  readonly folds: readonly Fold[]
  /** Folds of one half, drawn on both. */
  readonly foldsMirrored?: boolean
  /** How far its shadow falls on what lies under it. */
  readonly shadow: number
}

/** Paints a shape onto a layer, with its shadow under it. `grain` roughens it, in units of height. */
export function paintShape(
  layer: Layer,
  shape: Shape,
  material: Material,
  grain: (x: number, y: number) => number = () => 0,
): void {
  const { scale } = layer
  const area = boundsOf(layer.area, scale, shape)
  if (area === undefined) return
  const mask = coverage(area, scale, shape.draw)
  const height = inflated(mask, shape, scale)
  for (const fold of shape.folds) press(height, area, scale, fold, shape.foldsMirrored === true)
  for (let i = 0; i < height.data.length; i++) {
    const x = area.x + (i % mask.width) / scale
    const y = area.y + Math.floor(i / mask.width) / scale
    height.data[i] = (height.data[i] ?? 0) + grain(x, y)
  }
  if (shape.shadow > 0) placeLayer(layer.pen, shadowOf(mask, area, scale, shape.shadow, 0.5))
  const painted = createLayer(area, scale)
  painted.pen.putImageData(lit(height, mask, scale, material), 0, 0)
  placeLayer(layer.pen, painted)
}

/** A soft dark copy of a mask, a little lower and to the right, away from the key light. */
export function shadowOf(mask: Field, area: Area, scale: number, reach: number, strength: number): Layer {
  const soft = blurred(mask, reach * scale)
  const shifted = { ...area, x: area.x + reach * 0.35, y: area.y + reach * 0.6 }
  const layer = createLayer(shifted, scale)
  const image = new ImageData(mask.width, mask.height)
  for (let i = 0; i < soft.data.length; i++) {
    image.data[i * 4] = 34
    image.data[i * 4 + 1] = 14
    image.data[i * 4 + 2] = 10
    image.data[i * 4 + 3] = (soft.data[i] ?? 0) * strength * 255
  }
  layer.pen.putImageData(image, 0, 0)
  return layer
}

function inflated(mask: Field, shape: Shape, scale: number): Field {
  const height = emptyField(mask.width, mask.height)
  for (const radius of [shape.edge, shape.puff]) {
    if (radius <= 0) continue
    const soft = blurred(mask, radius * scale)
    for (let i = 0; i < height.data.length; i++) {
      height.data[i] = (height.data[i] ?? 0) + (soft.data[i] ?? 0) * radius * 1.6
    }
  }
  return height
}

function press(height: Field, area: Area, scale: number, fold: Fold, mirrored: boolean): void {
  const path = new Path2D(fold.path)
  const drawn = coverage(area, scale, (pen) => {
    pen.lineCap = 'round'
    pen.lineJoin = 'round'
    pen.lineWidth = fold.width
    pen.stroke(path)
    if (!mirrored) return
    mirror(pen)
    pen.stroke(path)
  })
  const soft = blurred(drawn, fold.width * 0.75 * scale)
  for (let i = 0; i < height.data.length; i++) {
    height.data[i] = (height.data[i] ?? 0) + (soft.data[i] ?? 0) * fold.depth
  }
}

/** Turns what follows over at the middle of the portrait. */
export function mirror(pen: Pen): void {
  pen.translate(720, 0)
  pen.scale(-1, 1)
}

/** The part of a layer that a shape touches; a small piece need not cost as much as a coat. */
function boundsOf(area: Area, scale: number, shape: Shape): Area | undefined {
  const coarse = scale / 4
  const mask = coverage(area, coarse, shape.draw)
  let left = mask.width
  let right = -1
  let top = mask.height
  let bottom = -1
  for (let i = 0; i < mask.data.length; i++) {
    if ((mask.data[i] ?? 0) === 0) continue
    const x = i % mask.width
    const y = Math.floor(i / mask.width)
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  if (right < 0) return undefined
  const margin = 1 + Math.ceil(Math.min(6, shape.edge) * coarse)
  const x = Math.max(0, left - margin)
  const y = Math.max(0, top - margin)
  return {
    x: area.x + x / coarse,
    y: area.y + y / coarse,
    width: (Math.min(mask.width, right + margin + 1) - x) / coarse,
    height: (Math.min(mask.height, bottom + margin + 1) - y) / coarse,
  }
}
