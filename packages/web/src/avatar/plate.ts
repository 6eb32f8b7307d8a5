import { MIDDLE } from './face/anchors.ts'
import type { Pose } from './motion/pose.ts'
import { createLayer, type Layer, type Pen, placeLayer } from './paint/layer.ts'
import type { Portrait } from './portrait.ts'

/** Everything behind the face, put together: it moves so slowly that most frames can take the last one. */
export interface Plate {
  draw(pen: Pen, pose: Pose): void
}

/** As many units may a part be off before the plate is made anew; nobody sees a third of a pixel. */
const SLACK = 0.3

/** @param pixels The canvas it is for. @param origin Where the portrait's own 0, 0 lies on it, and its pixels for each unit. */
export function createPlate(
  portrait: Portrait,
  backdrop: Layer,
  pixels: { readonly width: number; readonly height: number },
  origin: { readonly x: number; readonly y: number; readonly scale: number },
): Plate {
  const sheet = createLayer({ x: 0, y: 0, ...pixels }, 1)
  const made = { headX: Number.NaN, headY: 0, roll: 0, breath: 0, lean: 0, shoulders: 0 }
  return {
    draw(pen, pose) {
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
      }
      pen.save()
      pen.setTransform(1, 0, 0, 1, 0, 0)
      pen.drawImage(sheet.canvas, 0, 0)
      pen.restore()
    },
  }
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
  pen.transform(swell, 0, pose.lean * 0.01, 1 + rise, (1 - swell) * MIDDLE - pose.lean * 7.2, -rise * 720)
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
