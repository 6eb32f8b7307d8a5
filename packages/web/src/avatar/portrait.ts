import { paintClothes } from './body/clothes.ts'
import { paintNeck } from './body/neck.ts'
import { paintBrow } from './eyes/brow.ts'
import { createEyeKit, type EyeKit } from './eyes/eye.ts'
import { EYE_X, EYE_Y, HEAD_AREA, MIDDLE, MOUTH_Y } from './face/anchors.ts'
import { paintEars } from './face/ears.ts'
import { paintGlasses } from './face/glasses.ts'
import { paintFace } from './face/skin.ts'
import { castHairShadow, paintHairBehind, paintHairInFront, paintShortHair } from './hair/paint-hair.ts'
import { paintDrape } from './hair/scarf.ts'
import type { Look } from './looks/look.ts'
import { createMouthKit, type MouthKit } from './mouth/mouth-kit.ts'
import { type Rgb, rgb } from './paint/colour.ts'
import { type Area, coverage, createLayer, type Layer, placeLayer, trimmed } from './paint/layer.ts'
import { shadowOf } from './paint/piece.ts'

/** Everything of a look that is painted once; a frame only places it and draws eyes, brows and mouth. */
export interface Portrait {
  readonly look: Look
  readonly scale: number
  readonly hairBehind: Layer
  readonly neck: Layer
  readonly body: Layer
  readonly face: Layer
  readonly hairInFront: Layer
  readonly brow: Layer
  readonly glasses: Layer | undefined
  readonly eyes: EyeKit
  readonly mouth: MouthKit
}

const HAIR_AREA: Area = { x: 180, y: 80, width: 360, height: 540 }
const NECK_AREA: Area = { x: 220, y: 380, width: 280, height: 270 }
const BODY_AREA: Area = { x: 0, y: 370, width: 720, height: 380 }

/**
 * Paints a look in steps, so that a page stays responsive: each `yield` is a good moment to breathe.
 * @param scale Pixels for each of the 720 units.
 */
export function* paintPortrait(look: Look, scale: number): Generator<void, Portrait> {
  const hairBehind = createLayer(HAIR_AREA, scale)
  yield* paintHairBehind(hairBehind, look)
  yield
  const head = createLayer(HEAD_AREA, scale)
  if (look.hair.kind === 'strands' && look.hair.ears) paintEars(head, look)
  yield
  const face = yield* paintFace(look, HEAD_AREA, scale)
  yield
  const hairInFront = createLayer(HAIR_AREA, scale)
  yield* paintHairInFront(hairInFront, look)
  yield
  castHairShadow(face, hairInFront)
  const skin = around(face)
  paintShortHair(face, look)
  placeLayer(head.pen, face)
  yield
  const neck = createLayer(NECK_AREA, scale)
  paintNeck(neck, look)
  castChinShadow(neck, face)
  yield
  const body = createLayer(BODY_AREA, scale)
  yield* paintClothes(body, look.clothes, look.seed)
  if (look.hair.kind === 'scarf') paintDrape(body, look.hair, look.seed)
  yield
  return {
    look,
    scale,
    hairBehind: trimmed(hairBehind),
    neck: trimmed(neck),
    body: trimmed(body),
    face: trimmed(head),
    hairInFront: trimmed(hairInFront),
    glasses: look.glasses === undefined ? undefined : paintGlasses(look.glasses, scale),
    brow: paintBrow(look.brows, scale, look.seed),
    eyes: createEyeKit(look, head.pen, scale, skin(MIDDLE - EYE_X, EYE_Y - 24)),
    mouth: createMouthKit(look, head.pen, scale, skin(MIDDLE, MOUTH_Y + 16)),
  }
}

/** Reads colours of the painted face, so that what moves matches what was lit. */
function around(face: Layer): (x: number, y: number) => Rgb {
  const { scale, area, pen } = face
  return (x, y) => {
    const size = Math.max(2, Math.round(4 * scale))
    const { data } = pen.getImageData((x - area.x) * scale - size / 2, (y - area.y) * scale - size / 2, size, size)
    let red = 0
    let green = 0
    let blue = 0
    for (let i = 0; i < data.length; i += 4) {
      red += data[i] ?? 0
      green += data[i + 1] ?? 0
      blue += data[i + 2] ?? 0
    }
    const hex = [red, green, blue].map((sum) =>
      Math.round((sum * 4) / data.length)
        .toString(16)
        .padStart(2, '0'),
    )
    return rgb(`#${hex.join('')}`)
  }
}

function castChinShadow(neck: Layer, face: Layer): void {
  const { scale, area } = neck
  const mask = coverage(area, scale, (pen) => {
    pen.translate(6, 16)
    placeLayer(pen, face)
  })
  neck.pen.save()
  neck.pen.globalCompositeOperation = 'source-atop'
  placeLayer(neck.pen, shadowOf(mask, area, scale, 9, 0.42))
  placeLayer(neck.pen, shadowOf(mask, area, scale, 24, 0.12))
  neck.pen.restore()
}
