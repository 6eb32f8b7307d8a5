import { drawBrow } from './eyes/brow.ts'
import { drawEye, type EyeState } from './eyes/eye.ts'
import { BROW_Y, EYE_X, EYE_Y, MIDDLE, MOUTH_Y, NOSE_Y } from './face/anchors.ts'
import type { Pose } from './motion/pose.ts'
import { drawMouth } from './mouth/draw-mouth.ts'
import { createLipShape, setLipShape } from './mouth/lip-shape.ts'
import { type Area, createLayer, type Layer, type Pen, placeLayer } from './paint/layer.ts'
import { type Plate, turnHead } from './plate.ts'
import type { Portrait } from './portrait.ts'
import type { Mouth } from './speech/viseme.ts'

/** Draws one moment of a portrait; keeps its own sheet for the head, which it bends a little before it is placed. */
export function createFrame(portrait: Portrait, plate: Plate): (pen: Pen, pose: Pose, mouth: Mouth) => void {
  const { face } = portrait
  const head = createLayer({ ...face.area, height: face.area.height + JAW_DROP + 1 }, portrait.scale)
  // Turned and tilted as one sheet: one slanting copy in each frame is all that the budget allows.
  const whole = createLayer(around(head.area, portrait.hairInFront.area), portrait.scale)
  const lips = createLipShape()
  const eye: EyeState = { open: 1, gazeX: 0, gazeY: 0, squeeze: 0 }
  return (pen, pose, mouth) => {
    setLipShape(lips, mouth, portrait.look.mouth, pose.smile)
    drawHead(head, portrait, mouth)
    drawFeatures(head.pen, portrait, pose, mouth, eye)
    head.pen.save()
    head.pen.translate(MIDDLE, MOUTH_Y + pose.pitch * 3)
    drawMouth(head.pen, portrait.mouth, lips, mouth, Math.max(0, pose.smile))
    head.pen.restore()
    if (portrait.glasses !== undefined) drawGlasses(head.pen, portrait.glasses, pose)
    plate.draw(pen, pose)
    bendHead(whole.pen, head, pose)
    placeLayer(whole.pen, portrait.hairInFront)
    pen.save()
    turnHead(pen, pose, 1)
    placeLayer(pen, whole)
    pen.restore()
  }
}

/** From the nose down the face stretches with the jaw: the skull stays, the chin goes. */
function drawHead(head: Layer, { face, scale }: Portrait, mouth: Mouth): void {
  const { canvas, pen, area } = head
  pen.clearRect(area.x, area.y, area.width, area.height)
  const drop = JAW_DROP * mouth.jaw * (1 - mouth.press)
  const from = NOSE_Y + 12
  const upper = (from - area.y) * scale
  pen.drawImage(face.canvas, 0, 0, canvas.width, upper, area.x, area.y, canvas.width / scale, from - area.y)
  const bottom = face.area.y + face.area.height
  let top = from
  let placed = from
  while (top < bottom) {
    const height = Math.min(STRIP, bottom - top)
    const stretched = height + (fall(top + height) - fall(top)) * drop
    pen.drawImage(
      face.canvas,
      0,
      (top - area.y) * scale,
      canvas.width,
      height * scale,
      area.x,
      placed,
      canvas.width / scale,
      stretched + 0.4,
    )
    top += height
    placed += stretched
  }
}

const STRIP = 8
const JAW_DROP = 15

/** How much of the jaw's way a height of the face goes along. */
function fall(y: number): number {
  const t = Math.min(1, Math.max(0, (y - NOSE_Y - 12) / 78))
  return t * t * (3 - 2 * t)
}

function drawFeatures(pen: Pen, portrait: Portrait, pose: Pose, mouth: Mouth, eye: EyeState): void {
  eye.open = pose.eyesOpen
  eye.gazeX = pose.gazeX
  eye.gazeY = pose.gazeY
  eye.squeeze = Math.max(0, pose.smile) * 0.55 + Math.max(0, mouth.wide) * 0.15
  for (const side of SIDES) {
    pen.save()
    pen.translate(MIDDLE + side * EYE_X, EYE_Y + pose.pitch * 2)
    drawEye(pen, portrait.eyes, eye, side)
    pen.restore()
    pen.save()
    pen.translate(MIDDLE + side * EYE_X, BROW_Y + pose.pitch * 2)
    drawBrow(pen, portrait.brow, pose.browRaise + (side > 0 ? pose.browSkew : -pose.browSkew), pose.browInner, side)
    pen.restore()
  }
}

const SIDES = [1, -1] as const

function drawGlasses(pen: Pen, glasses: Layer, pose: Pose): void {
  pen.save()
  pen.translate(0, pose.pitch * 2)
  placeLayer(pen, glasses)
  pen.restore()
}

const COLUMNS = 16

/** Moves the middle of the face further than its edges, as a turning ball would look. */
function bendHead(pen: Pen, { canvas, scale, area }: Layer, pose: Pose): void {
  pen.clearRect(0, 0, 720, 720)
  const width = area.width / COLUMNS
  let placed = area.x
  for (let i = 0; i < COLUMNS; i++) {
    const x = area.x + i * width
    const next = x + width + turn(x + width) * pose.yaw
    const wide = next - placed + 0.5
    pen.drawImage(
      canvas,
      (x - area.x) * scale,
      0,
      width * scale,
      canvas.height,
      placed,
      area.y,
      wide,
      canvas.height / scale,
    )
    placed = next
  }
}

function turn(x: number): number {
  const across = (x - MIDDLE) / 120
  return 7 * Math.sqrt(Math.max(0, 1 - across * across))
}

/** The smallest area that holds both. */
function around(a: Area, b: Area): Area {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  const right = Math.max(a.x + a.width, b.x + b.width)
  const bottom = Math.max(a.y + a.height, b.y + b.height)
  return { x, y, width: right - x, height: bottom - y }
}
