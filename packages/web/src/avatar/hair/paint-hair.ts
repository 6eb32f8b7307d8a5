import type { Look, Strands } from '../looks/look.ts'
import { mix, rgb, scaled } from '../paint/colour.ts'
import { coverage, type Layer, placeLayer } from '../paint/layer.ts'
import { paintShape, shadowOf } from '../paint/piece.ts'
import type { Material } from '../paint/relief.ts'
import { drawLock, type HairColours } from '../paint/strands.ts'
import { drawStubble, tintUnder } from '../paint/stubble.ts'
import { paintHood } from './scarf.ts'

/** Hair behind neck and shoulders; yields between its locks. */
export function* paintHairBehind(layer: Layer, look: Look): Generator<void> {
  const { hair } = look
  if (hair.kind === 'scarf') return
  if (hair.massBehind !== undefined) paintMass(layer, hair, hair.massBehind, 0.55)
  yield* drawLocks(layer, hair, 'behind', look.seed)
}

/** Hair or scarf in front of the face's edge; yields between its locks. */
export function* paintHairInFront(layer: Layer, look: Look): Generator<void> {
  const { hair } = look
  if (hair.kind === 'scarf') {
    paintHood(layer, look, hair)
    return
  }
  if (hair.massFront !== undefined) paintMass(layer, hair, hair.massFront, 0.75)
  yield* drawLocks(layer, hair, 'front', look.seed + 100)
}

/** What hair and scarf cast on the face: call it with the pen that may only touch the face. */
export function castHairShadow(face: Layer, hair: Layer): void {
  const { scale, area } = face
  const mask = coverage(area, scale, (pen) => placeLayer(pen, hair))
  face.pen.save()
  face.pen.globalCompositeOperation = 'source-atop'
  placeLayer(face.pen, shadowOf(mask, area, scale, 7, 0.62))
  placeLayer(face.pen, shadowOf(mask, area, scale, 18, 0.2))
  face.pen.restore()
}

/** Short hair that grows on the skin itself: temples and beard; it moves with the face. */
export function paintShortHair(face: Layer, look: Look): void {
  const temples = look.hair.kind === 'strands' ? look.hair.stubble : []
  face.pen.save()
  face.pen.globalCompositeOperation = 'source-atop'
  for (const [i, stubble] of temples.entries()) {
    tintUnder(face, stubble)
    drawStubble(face.pen, stubble, look.seed + 40 + i)
  }
  face.pen.restore()
  for (const [i, stubble] of (look.beard?.stubble ?? []).entries()) {
    tintUnder(face, stubble)
    drawStubble(face.pen, stubble, look.seed + 60 + i)
  }
}

function* drawLocks(layer: Layer, hair: Strands, where: 'behind' | 'front', seed: number): Generator<void> {
  for (const [i, lock] of hair.locks.entries()) {
    if (lock.where !== where) continue
    yield
    drawLock(layer.pen, lock, coloursOf(hair, where === 'behind' ? 0.6 : 1), seed + i)
  }
}

function coloursOf(hair: Strands, light: number): HairColours {
  return {
    root: scaled(rgb(hair.root), light),
    tip: scaled(rgb(hair.tip), light),
    shine: scaled(rgb(hair.shine), light),
    grey: hair.grey,
  }
}

/** The dark body of the hair, so that no skin shows between its strands. */
function paintMass(layer: Layer, hair: Strands, path: string, light: number): void {
  const shape = new Path2D(path)
  const colour = scaled(mix(rgb(hair.root), rgb('#8d8a88'), hair.grey / 90), light)
  const material: Material = {
    colour: (_, into) => into.set(colour),
    wrap: [0.2, 0.2, 0.2],
    shine: 0.02,
    sharpness: 6,
    rim: 0.35,
    hollow: [0.2, 0.2, 0.2],
    hollowDepth: 0.05,
    shadow: 0,
  }
  paintShape(layer, { draw: (pen) => pen.fill(shape), puff: 24, edge: 6, folds: [], shadow: 0 }, material)
}
