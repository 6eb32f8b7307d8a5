import type { Field } from './field.ts'

export type Canvas = OffscreenCanvas | HTMLCanvasElement
export type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D

/** A rectangle of the portrait, in its own units: the portrait is 720 wide and 720 high. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Something painted once and placed many times. */
export interface Layer {
  readonly area: Area
  readonly scale: number
  readonly canvas: Canvas
  /** Draws in units of the portrait. */
  readonly pen: Pen
}

/** @param scale Pixels for each unit of the portrait. @param settings An opaque layer (`alpha: false`) is copied faster. */
export function createLayer(area: Area, scale: number, settings: CanvasRenderingContext2DSettings = {}): Layer {
  const width = Math.ceil(area.width * scale - 1e-6)
  const height = Math.ceil(area.height * scale - 1e-6)
  const canvas = createCanvas(width, height)
  // Said outright: left out, the browser complains on the console when the painted skin is read.
  const pen = canvas.getContext('2d', { willReadFrequently: false, ...settings }) as Pen | null
  if (pen === null) throw new TypeError('This browser offers no 2D canvas.')
  pen.setTransform(scale, 0, 0, scale, -area.x * scale, -area.y * scale)
  return { area, scale, canvas, pen }
}

function createCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height)
  return Object.assign(document.createElement('canvas'), { width, height })
}

export function placeLayer(pen: Pen, layer: Layer): void {
  const { x, y } = layer.area
  pen.drawImage(layer.canvas, x, y, layer.canvas.width / layer.scale, layer.canvas.height / layer.scale)
}

/** The whole pixels of the canvas that an area covers, as the pen stands now. */
export function pixelsOf(pen: Pen, { x, y, width, height }: Area): Area {
  const { a, b, c, d, e, f } = pen.getTransform()
  const left = Math.floor(e + a * x + c * y + Math.min(0, a * width) + Math.min(0, c * height)) - 1
  const top = Math.floor(f + b * x + d * y + Math.min(0, b * width) + Math.min(0, d * height)) - 1
  const right = Math.ceil(e + a * x + c * y + Math.max(0, a * width) + Math.max(0, c * height)) + 1
  const bottom = Math.ceil(f + b * x + d * y + Math.max(0, b * width) + Math.max(0, d * height)) + 1
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The smallest area that holds both. */
export function around(a: Area, b: Area): Area {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  const right = Math.max(a.x + a.width, b.x + b.width)
  const bottom = Math.max(a.y + a.height, b.y + b.height)
  return { x, y, width: right - x, height: bottom - y }
}

/** How much of each pixel a drawing covers, 0 to 1. */
export function coverage(area: Area, scale: number, draw: (pen: Pen) => void): Field {
  const { canvas, pen } = createLayer(area, scale, { willReadFrequently: true })
  draw(pen)
  const { width, height } = canvas
  const { data } = pen.getImageData(0, 0, width, height)
  const alpha = new Float32Array(width * height)
  for (let i = 0; i < alpha.length; i++) alpha[i] = (data[i * 4 + 3] ?? 0) / 255
  return { width, height, data: alpha }
}

/** The same layer without the empty rows and columns at its edges: what is not there need not be drawn in every frame. */
export function trimmed(layer: Layer): Layer {
  const { canvas, pen, scale, area } = layer
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  let [left, right, top, bottom] = [canvas.width, -1, canvas.height, -1]
  for (let i = 3, at = 0; i < data.length; i += 4, at++) {
    if (data[i] === 0) continue
    const x = at % canvas.width
    const y = (at - x) / canvas.width
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = y
  }
  if (right < 0) return createLayer({ ...area, width: 1, height: 1 }, scale)
  const width = (right - left + 1) / scale
  const height = (bottom - top + 1) / scale
  const small = createLayer({ x: area.x + left / scale, y: area.y + top / scale, width, height }, scale)
  small.pen.setTransform(1, 0, 0, 1, 0, 0)
  small.pen.drawImage(canvas, -left, -top)
  small.pen.setTransform(scale, 0, 0, scale, -small.area.x * scale, -small.area.y * scale)
  return small
}
