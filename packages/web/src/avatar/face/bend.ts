import type { Layer } from '../paint/layer.ts'
import { MIDDLE, NOSE_Y } from './anchors.ts'

// What bends is drawn onto whole pixels, each asking which part of the picture belongs there: blended edges would show as seams.
// Where a part lies beyond the picture's edge the canvas cuts it and its place alike: what were cut here would be stretched over all of it.

/** Pixels of the jaw's height, and of the width of a face, that are stretched as one. */
const ROWS = 8
const COLUMNS = 16
/** Units that the chin drops when the mouth is wide open: a layer for `dropJaw` is so much higher. */
export const JAW_DROP = 15
const JAW_FROM = NOSE_Y + 12

/** From the nose down the face stretches with the jaw: the skull stays, the chin goes. @param open 0 to 1. */
export function dropJaw({ pen, canvas }: Layer, face: Layer, open: number): void {
  const { scale, area } = face
  const wide = face.canvas.width
  const drop = JAW_DROP * open
  const upper = Math.round((JAW_FROM - area.y) * scale)
  pen.save()
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(face.canvas, 0, 0, wide, upper, 0, 0, wide, upper)
  const source = (row: number) => {
    const y = row / scale + area.y
    let from = y
    for (let i = 0; i < 6; i++) from = y - fall(from) * drop
    return (from - area.y) * scale
  }
  for (let row = upper; row < canvas.height; row += ROWS) {
    const high = Math.min(ROWS, canvas.height - row)
    const [from, to] = [source(row), source(row + high)]
    if (to > from) pen.drawImage(face.canvas, 0, from, wide, to - from, 0, row, wide, high)
  }
  pen.restore()
}

/** How much of the jaw's way a height of the face goes along. */
function fall(y: number): number {
  const t = Math.min(1, Math.max(0, (y - JAW_FROM) / 78))
  return t * t * (3 - 2 * t)
}

/** Moves the middle of the face further than its edges, as a turning ball would look. @param yaw -1 to 1. */
export function turnFace({ pen, canvas, area }: Layer, head: Layer, yaw: number): void {
  const { scale } = head
  const left = Math.round((head.area.x - area.x) * scale)
  const top = Math.round((head.area.y - area.y) * scale)
  const { width, height } = head.canvas
  const source = (column: number) => {
    const x = column / scale + head.area.x
    let from = x
    for (let i = 0; i < 4; i++) from = x - turn(from) * yaw
    return (from - head.area.x) * scale
  }
  pen.save()
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, canvas.width, canvas.height)
  for (let column = 0; column < width; column += COLUMNS) {
    const wide = Math.min(COLUMNS, width - column)
    const from = source(column)
    const to = source(column + wide)
    if (to > from) pen.drawImage(head.canvas, from, 0, to - from, height, left + column, top, wide, height)
  }
  pen.restore()
}

function turn(x: number): number {
  const across = (x - MIDDLE) / 120
  return 7 * Math.sqrt(Math.max(0, 1 - across * across))
}
