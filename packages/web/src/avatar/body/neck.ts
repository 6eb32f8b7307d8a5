import { SKIN } from '../face/skin.ts'
import type { Look } from '../looks/look.ts'
import { mix, rgb } from '../paint/colour.ts'
import type { Layer } from '../paint/layer.ts'
import { mirror, paintShape } from '../paint/piece.ts'

/** Neck and the top of the chest, with tendons and collar bones. The chin's shadow is painted by whoever puts the head on. */
export function paintNeck(layer: Layer, look: Look): void {
  const half = 52 * look.face.neckWidth
  const base = rgb(look.skin.base)
  const blush = rgb(look.skin.blush)
  const right = 360 + half
  const draw = new Path2D(
    `M357 380 L${right - 2} 380 C${right - 4} 440 ${right - 6} 490 ${right + 6} 522 C${right + 22} 548 ${right + 90} 566 ${right + 150} 590 L${right + 150} 740 L357 740 Z`,
  )
  paintShape(
    layer,
    {
      draw: (pen) => {
        pen.fill(draw)
        mirror(pen)
        pen.fill(draw)
      },
      puff: 34,
      edge: 16,
      foldsMirrored: true,
      shadow: 0,
      folds: [
        { path: `M${right - 8} 450 C${right - 16} 500 ${385} 548 372 566`, width: 12, depth: 5 },
        { path: 'M374 572 C410 566 450 570 500 582', width: 9, depth: 4.5 },
        { path: 'M360 566 L360 580', width: 12, depth: -5 },
        { path: 'M360 470 L360 492', width: 16, depth: look.face.jaw > 1 ? 6 : 1.5 },
        { path: `M360 520 C390 516 ${right - 20} 508 ${right - 8} 500`, width: 2.5, depth: -0.7 - look.face.age },
      ],
    },
    {
      ...SKIN,
      shadow: 0,
      shine: 0.035,
      colour: (_, into) => into.set(mix(base, blush, 0.1).map((light) => light * 0.97)),
    },
  )
}
