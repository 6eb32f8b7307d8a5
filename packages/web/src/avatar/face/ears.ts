import type { Look } from '../looks/look.ts'
import { mix, rgb } from '../paint/colour.ts'
import type { Layer } from '../paint/layer.ts'
import { mirror, paintShape } from '../paint/piece.ts'
import { MIDDLE } from './anchors.ts'
import { halfWidth, outlineOf } from './outline.ts'
import { SKIN } from './skin.ts'

/** Both ears, to be painted before the face that covers their roots. */
export function paintEars(layer: Layer, look: Look): void {
  const edge = MIDDLE + halfWidth(outlineOf(look.face.outline), 318) - 4
  const tint = mix(rgb(look.skin.base), rgb(look.skin.blush), 0.28)
  const at = (path: string) => path.replace(/(-?\d+) (-?\d+)/g, (_, x, y) => `${edge + Number(x)} ${Number(y)}`)
  const ear = new Path2D(at('M-6 284 C2 268 19 270 19 292 C19 312 14 322 11 338 C9 352 0 358 -6 350 Z'))
  paintShape(
    layer,
    {
      draw: (pen) => {
        pen.fill(ear)
        mirror(pen)
        pen.fill(ear)
      },
      puff: 7,
      edge: 3,
      foldsMirrored: true,
      shadow: 0,
      folds: [
        { path: at('M0 288 C8 278 14 284 13 298 C12 312 8 318 7 330'), width: 3.5, depth: -4.5 },
        { path: at('M3 300 C8 302 8 314 2 322'), width: 4, depth: -4 },
        { path: at('M-3 306 L-1 320'), width: 5, depth: 3 },
      ],
    },
    { ...SKIN, shadow: 0, shine: 0.05, rim: 0.6, colour: (_, into) => into.set(tint) },
  )
}
