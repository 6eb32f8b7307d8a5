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

/** @param scale Pixels for each unit of the portrait. */
export function createLayer(area: Area, scale: number, readOften = false): Layer {
  const width = Math.ceil(area.width * scale)
  const height = Math.ceil(area.height * scale)
  const canvas = createCanvas(width, height)
  const pen = canvas.getContext('2d', { willReadFrequently: readOften }) as Pen | null
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

/** How much of each pixel a drawing covers, 0 to 1. */
export function coverage(area: Area, scale: number, draw: (pen: Pen) => void): Field {
  const { canvas, pen } = createLayer(area, scale, true)
  draw(pen)
  const { width, height } = canvas
  const { data } = pen.getImageData(0, 0, width, height)
  const alpha = new Float32Array(width * height)
  for (let i = 0; i < alpha.length; i++) alpha[i] = (data[i * 4 + 3] ?? 0) / 255
  return { width, height, data: alpha }
}
