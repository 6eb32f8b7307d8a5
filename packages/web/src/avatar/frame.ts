import { drawBrow } from './eyes/brow.ts'
import { drawEye, type EyeState } from './eyes/eye.ts'
import { BROW_Y, EYE_X, EYE_Y, MIDDLE, MOUTH_Y } from './face/anchors.ts'
import { dropJaw, JAW_DROP, turnFace } from './face/bend.ts'
import type { Pose } from './motion/pose.ts'
import { drawMouth } from './mouth/draw-mouth.ts'
import { createLipShape, setLipShape } from './mouth/lip-shape.ts'
import { around, createLayer, type Layer, type Pen, pixelsOf, placeLayer } from './paint/layer.ts'
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
    dropJaw(head, face, mouth.jaw * (1 - mouth.press))
    drawFeatures(head.pen, portrait, pose, mouth, eye)
    head.pen.save()
    head.pen.translate(MIDDLE, MOUTH_Y + pose.pitch * 3)
    drawMouth(head.pen, portrait.mouth, lips, mouth, Math.max(0, pose.smile))
    head.pen.restore()
    if (portrait.glasses !== undefined) drawGlasses(head.pen, portrait.glasses, pose)
    turnFace(whole, head, pose.yaw)
    placeLayer(whole.pen, portrait.hairInFront)
    pen.save()
    turnHead(pen, pose, 1)
    plate.draw(pen, pose, pixelsOf(pen, whole.area))
    placeLayer(pen, whole)
    pen.restore()
  }
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
