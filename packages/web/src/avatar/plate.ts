import { MIDDLE } from './face/anchors.ts'
import type { Pose } from './motion/pose.ts'
import { type Area, around, createLayer, type Layer, type Pen, placeLayer } from './paint/layer.ts'
import type { Portrait } from './portrait.ts'

/** Everything behind the face, put together: it moves so slowly that most frames can take the last one. */
export interface Plate {
  /** @param over Pixels that will be drawn over it: only these, and those of the time before, are wiped where nothing else moved. */
  draw(pen: Pen, pose: Pose, over: Area): void
}

/** As many units may a part be off before the plate is made anew; nobody sees half a pixel. */
const SLACK = 0.5

/** @param pixels The canvas it is for. @param origin Where the portrait's own 0, 0 lies on it, and its pixels for each unit. */
export function createPlate(
  portrait: Portrait,
  backdrop: Layer,
  pixels: { readonly width: number; readonly height: number },
  origin: { readonly x: number; readonly y: number; readonly scale: number },
): Plate {
  const everything = { x: 0, y: 0, ...pixels }
  const sheet = createLayer(everything, 1, { alpha: false })
  let before: Area = everything
  const made = { headX: Number.NaN, headY: 0, roll: 0, breath: 0, lean: 0, shoulders: 0 }
  return {
    draw(pen, pose, over) {
      if (!(strayed(made, pose) < SLACK)) {
        made.headX = pose.headX
        made.headY = pose.headY
        made.roll = pose.roll
        made.breath = pose.breath
        made.lean = pose.lean
        made.shoulders = pose.shoulders
        sheet.pen.setTransform(1, 0, 0, 1, 0, 0)
        drawBackdrop(sheet.pen, backdrop, pixels)
        sheet.pen.setTransform(origin.scale, 0, 0, origin.scale, origin.x, origin.y)
        drawBehind(sheet.pen, portrait, pose)
        before = everything
      }
      pen.save()
      pen.setTransform(1, 0, 0, 1, 0, 0)
      wipe(pen, sheet, around(before, over))
      pen.restore()
      before = over
    },
  }
}

function wipe(pen: Pen, { canvas }: Layer, { x, y, width, height }: Area): void {
  const left = Math.max(0, x)
  const top = Math.max(0, y)
  const wide = Math.min(canvas.width, x + width) - left
  const high = Math.min(canvas.height, y + height) - top
  if (wide > 0 && high > 0) pen.drawImage(canvas, left, top, wide, high, left, top, wide, high)
}

export function drawBackdrop(pen: Pen, backdrop: Layer, { width, height }: { width: number; height: number }): void {
  const size = backdrop.canvas.width
  pen.drawImage(backdrop.canvas, Math.round((width - size) / 2), Math.round((height - size) / 2))
}

type Held = Readonly<Pick<Pose, 'headX' | 'headY' | 'roll' | 'breath' | 'lean' | 'shoulders'>>

/** How far anything would have moved, in units: turns count where they move the most, breath at the shoulders. */
function strayed(made: Held, pose: Readonly<Pose>): number {
  return (
    Math.hypot(made.headX - pose.headX, made.headY - pose.headY) * 0.75 +
    Math.abs(made.roll - pose.roll) * 180 +
    Math.abs(made.breath - pose.breath) * 2.4 +
    Math.abs(made.lean - pose.lean) * 2 +
    Math.abs(made.shoulders - pose.shoulders) * 4
  )
}

/** The neck leans after the head, the body breathes. */
function drawBehind(pen: Pen, portrait: Portrait, pose: Pose): void {
  pen.save()
  turnHead(pen, pose, 0.75)
  placeLayer(pen, portrait.hairBehind)
  pen.restore()
  const lean = pose.headX / 190 + pose.roll * 0.35
  pen.save()
  pen.transform(1, 0, -lean, 1, lean * 570, -pose.breath * 1.2)
  placeLayer(pen, portrait.neck)
  pen.restore()
  const swell = 1 + pose.breath * 0.0035
  const rise = pose.breath * 0.012 + pose.shoulders * 0.02
  pen.save()
  // Upright: a slanting copy costs five times as much, and a lean is too small to be missed.
  pen.transform(swell, 0, 0, 1 + rise, (1 - swell) * MIDDLE - pose.lean * 2, -rise * 720)
  placeLayer(pen, portrait.body)
  pen.restore()
}

/** Moves the pen so that what follows moves with the head; `share` 1 fully, less for what hangs behind it. */
export function turnHead(pen: Pen, pose: Pose, share: number): void {
  pen.translate(MIDDLE + pose.headX * share, 500 + pose.headY * share - pose.breath * 0.8)
  pen.rotate(pose.roll * share)
  pen.scale(1 + pose.lean * 0.004, 1 + pose.lean * 0.004)
  pen.translate(-MIDDLE, -500)
}
