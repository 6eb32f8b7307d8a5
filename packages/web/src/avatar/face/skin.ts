import type { Look } from '../looks/look.ts'
import { mix, type Rgb, rgb, scaled } from '../paint/colour.ts'
import { bell } from '../paint/curve.ts'
import { emptyField, type Field } from '../paint/field.ts'
import { type Area, coverage, createLayer, type Layer } from '../paint/layer.ts'
import { smoothNoise } from '../paint/noise.ts'
import { lit, type Material } from '../paint/relief.ts'
import { EYE_X, EYE_Y, MIDDLE, MOUTH_Y, NOSE_Y } from './anchors.ts'
import { faceHeight } from './height.ts'
import { faceLines } from './lines.ts'
import { paintNostrils } from './nostrils.ts'
import { outlineOf, traceFace } from './outline.ts'

/** What every skin has in common: light goes into it, comes out redder, and turns hollows warm instead of grey. */
export const SKIN: Omit<Material, 'colour'> = {
  wrap: [0.42, 0.24, 0.18],
  shine: 0.07,
  sharpness: 18,
  rim: 0.62,
  hollow: [0.52, 0.24, 0.18],
  hollowDepth: 0.14,
  shadow: 34,
}

/** Paints the bare face: no eyes, brows or lips, those move and are drawn over it. Yields between shape and light. */
export function* paintFace(look: Look, area: Area, scale: number): Generator<void, Layer> {
  const layer = createLayer(area, scale)
  const outline = outlineOf(look.face.outline)
  const mask = coverage(area, scale, (pen) => {
    traceFace(pen, outline)
    pen.fill()
  })
  const height = heightField(look, area, scale, mask)
  yield
  const image = lit(height, mask, scale, { ...SKIN, colour: complexion(look, area, scale, mask.width) })
  const pen = layer.pen
  pen.putImageData(image, 0, 0)
  paintNostrils(layer, look)
  return layer
}

function heightField(look: Look, area: Area, scale: number, mask: Field): Field {
  const height = emptyField(mask.width, mask.height)
  const at = faceHeight(look.face)
  const lines = faceLines(look.face, area, scale)
  for (let row = 0; row < mask.height; row++) {
    const y = area.y + row / scale
    for (let column = 0; column < mask.width; column++) {
      const i = row * mask.width + column
      const x = area.x + column / scale
      // A hair's breadth of pores keeps skin from looking like plastic.
      const pores = smoothNoise(x * 0.9, y * 0.9, look.seed) * 0.05 + smoothNoise(x * 0.4, y * 0.4, look.seed) * 0.05
      height.data[i] = at(x - MIDDLE, y) + (lines.data[i] ?? 0) + pores
    }
  }
  return height
}

/** Where a face is redder, yellower and darker. */
function complexion(look: Look, area: Area, scale: number, width: number): Material['colour'] {
  const base = rgb(look.skin.base)
  const blush = rgb(look.skin.blush)
  const shadowed: Rgb = scaled(mix(base, blush, 0.35), 0.62)
  const { rosy } = look.skin
  return (index, into) => {
    const x = Math.abs(area.x + (index % width) / scale - MIDDLE)
    const y = area.y + Math.floor(index / width) / scale
    const mottled = smoothNoise(x * 0.06 + 9, y * 0.06, look.seed) * 0.05
    const cheek = bell((x - 66) / 28) * bell((y - 356) / 24)
    const nose = bell(x / 18) * bell((y - NOSE_Y) / 16)
    const chin = bell(x / 26) * bell((y - 448) / 16) * 0.5
    const red = Math.max(0, rosy * (cheek * 0.75 + nose * 0.5 + chin * 0.4) + mottled)
    const socket = 0.3 * bell((x - EYE_X + 4) / 30) * bell((y - EYE_Y - 2) / 17)
    const mouth = 0.18 * bell(x / 50) * bell((y - MOUTH_Y) / 13)
    const dark = Math.min(1, socket * (0.75 + look.face.age * 0.7) + mouth)
    for (let c = 0; c < 3; c++) {
      const rosier = (base[c] ?? 0) + ((blush[c] ?? 0) - (base[c] ?? 0)) * red
      into[c] = rosier + ((shadowed[c] ?? 0) - rosier) * dark
    }
  }
}
