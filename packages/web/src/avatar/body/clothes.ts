import type { Piece } from '../looks/look.ts'
import { rgb } from '../paint/colour.ts'
import type { Layer } from '../paint/layer.ts'
import { smoothNoise } from '../paint/noise.ts'
import { mirror, paintShape } from '../paint/piece.ts'
import type { Material } from '../paint/relief.ts'

/** Sews the pieces on, the first one lowest; yields between them. */
export function* paintClothes(layer: Layer, pieces: readonly Piece[], seed: number): Generator<void> {
  for (const piece of pieces) {
    yield
    const path = new Path2D(piece.path)
    paintShape(
      layer,
      {
        draw: (pen) => {
          pen.fill(path)
          if (piece.mirrored !== true) return
          // Both halves end in the middle; a stroke closes the hairline between them.
          pen.stroke(path)
          mirror(pen)
          pen.fill(path)
          pen.stroke(path)
        },
        puff: piece.puff,
        edge: piece.edge,
        folds: piece.folds ?? [],
        foldsMirrored: piece.mirrored === true,
        shadow: piece.shadow ?? 6,
      },
      clothOf(piece),
      weaveOf(piece, seed),
    )
  }
}

function clothOf(piece: Piece): Material {
  const colour = rgb(piece.colour)
  return {
    colour: (_, into) => into.set(colour),
    wrap: [0.22, 0.22, 0.24],
    shine: piece.shine ?? 0.02,
    sharpness: 9,
    rim: 2.6,
    hollow: [0.35, 0.33, 0.36],
    hollowDepth: 0.075,
    shadow: 0,
  }
}

/** Threads, and the slow unevenness that every worn cloth has. */
function weaveOf(piece: Piece, seed: number): (x: number, y: number) => number {
  const strength = (piece.weave ?? 0.12) * 0.5
  return (x, y) =>
    strength * (smoothNoise(x * 2.4, y * 0.9, seed) + smoothNoise(x * 0.9, y * 2.4, seed + 1)) +
    2.6 * smoothNoise(x / 38, y / 46, seed + 2)
}
