import type { Look } from '../looks/look.ts'
import { css, mix, rgb, scaled } from '../paint/colour.ts'
import type { Layer } from '../paint/layer.ts'
import { createLayer } from '../paint/layer.ts'
import { placeStretched } from '../paint/stretch.ts'
import { MIDDLE, NOSE_Y } from './anchors.ts'

/** The openings of the nose and the shade beneath it: deeper than a height field can go. */
export function paintNostrils(face: Layer, look: Look): void {
  const { pen, scale } = face
  const deep = scaled(mix(rgb(look.skin.base), rgb(look.skin.blush), 0.4), 0.1)
  const spot = createLayer({ x: -20, y: -20, width: 40, height: 40 }, scale)
  const glow = spot.pen.createRadialGradient(0, 0, 0, 0, 0, 20)
  glow.addColorStop(0, css(deep, 0.85))
  glow.addColorStop(0.35, css(deep, 0.62))
  glow.addColorStop(0.7, css(deep, 0.16))
  glow.addColorStop(1, css(deep, 0))
  spot.pen.fillStyle = glow
  spot.pen.fillRect(-20, -20, 40, 40)
  const wide = look.face.noseWidth
  for (const side of [1, -1]) {
    pen.save()
    pen.translate(MIDDLE + side * 10.5 * wide, NOSE_Y + 8.5)
    pen.rotate(-0.28 * side)
    placeStretched(pen, spot, 0, 0, 7 * wide, 3.7, 1)
    pen.restore()
    pen.save()
    pen.translate(MIDDLE + side * 22.5 * wide, NOSE_Y + 3)
    pen.rotate(0.34 * side)
    placeStretched(pen, spot, 0, 0, 2.6, 9, 0.26)
    pen.restore()
  }
  placeStretched(pen, spot, MIDDLE + 3, NOSE_Y + 14, 17 * wide, 5, 0.16)
}
