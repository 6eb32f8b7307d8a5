import { MIDDLE } from '../face/anchors.ts'
import { outlineOf } from '../face/outline.ts'
import type { Fold, Look, Scarf } from '../looks/look.ts'
import { rgb } from '../paint/colour.ts'
import type { Layer, Pen } from '../paint/layer.ts'
import { smoothNoise } from '../paint/noise.ts'
import { paintShape } from '../paint/piece.ts'
import type { Material } from '../paint/relief.ts'

const DRAPE =
  'M240 380 C226 440 196 486 168 528 C150 560 176 616 238 656 C296 694 352 704 398 690 C470 672 540 622 556 566 C548 524 498 486 486 380 Z'

const DRAPE_FOLDS: readonly Fold[] = [
  { path: 'M236 440 C232 520 290 600 392 640', width: 16, depth: 9 },
  { path: 'M214 480 C210 560 280 634 380 668', width: 15, depth: 9 },
  { path: 'M190 520 C196 580 250 640 330 676', width: 12, depth: 7 },
  { path: 'M262 430 C270 500 330 562 430 590', width: 14, depth: 8 },
  { path: 'M250 470 C256 540 320 610 420 628', width: 6, depth: -6 },
  { path: 'M224 510 C236 580 300 640 372 656', width: 6, depth: -6 },
  { path: 'M500 470 C510 520 470 590 404 650', width: 15, depth: 9 },
  { path: 'M520 512 C524 560 490 610 430 660', width: 12, depth: 7 },
  { path: 'M486 440 C490 500 450 556 420 600', width: 7, depth: -6 },
  { path: 'M300 470 C340 520 400 530 440 500', width: 14, depth: 7 },
]

/** The part of a scarf that lies on neck, shoulders and chest. */
export function paintDrape(layer: Layer, scarf: Scarf, seed: number): void {
  const path = new Path2D(DRAPE)
  paintShape(
    layer,
    { draw: (pen) => pen.fill(path), puff: 40, edge: 9, folds: DRAPE_FOLDS, shadow: 12 },
    clothOf(scarf.colour),
    weave(seed),
  )
}

const HOOD_FOLDS: readonly Fold[] = [
  { path: 'M282 128 C246 164 232 230 236 300 C240 360 254 410 292 452', width: 11, depth: 6 },
  { path: 'M262 150 C232 206 226 290 236 360', width: 6, depth: -4 },
  { path: 'M330 116 C280 136 250 180 246 250 C244 330 256 400 300 448', width: 7, depth: -4.5 },
  { path: 'M440 128 C476 164 490 230 486 300 C482 360 470 410 430 456', width: 11, depth: 6 },
  { path: 'M462 160 C490 214 494 290 484 360', width: 6, depth: -4 },
  { path: 'M396 114 C444 136 472 190 474 260 C474 330 462 392 424 444', width: 7, depth: -4.5 },
  { path: 'M290 446 C316 484 384 494 436 452', width: 10, depth: 6 },
  { path: 'M272 436 C306 494 400 502 456 440', width: 6, depth: -5 },
]

/** The part around the face, with the edge of the under-scarf at the brow. The opening follows the face. */
export function paintHood(layer: Layer, look: Look, scarf: Scarf): void {
  const opening = (pen: Pen, grow: number) => traceOpening(pen, look, grow)
  paintShape(
    layer,
    {
      draw: (pen) => {
        opening(pen, 1)
        pen.rect(layer.area.x + layer.area.width, 0, -layer.area.width, 720)
        pen.save()
        pen.clip('evenodd')
        pen.beginPath()
        pen.ellipse(MIDDLE, 250, 104, 78, 0, 0, Math.PI * 2)
        pen.fill()
        pen.restore()
      },
      puff: 10,
      edge: 3,
      folds: [],
      shadow: 5,
    },
    clothOf(scarf.under),
    weave(look.seed + 3),
  )
  const outer = new Path2D(
    'M360 104 C446 102 502 168 500 276 C500 350 492 404 470 446 C446 486 400 504 360 504 C320 504 274 488 250 446 C228 404 220 350 220 276 C218 168 274 102 360 104 Z',
  )
  paintShape(
    layer,
    {
      draw: (pen) => {
        pen.fill(outer)
        pen.globalCompositeOperation = 'destination-out'
        opening(pen, 0)
        pen.fill()
      },
      puff: 26,
      edge: 6,
      folds: HOOD_FOLDS,
      shadow: 5,
    },
    clothOf(scarf.colour),
    weave(look.seed),
  )
}

/** An oval a little smaller than the face; `lower` 1 leaves room for the under-scarf below the edge. */
function traceOpening(pen: Pen, look: Look, lower: number): void {
  const top = 196 + lower * 12
  const outline = outlineOf(look.face.outline)
  const chin = outline.at(-1)?.[1] ?? 0
  const bottom = chin - 2
  const inset = 7
  pen.beginPath()
  const edge = outline
    .map(([x, y]) => {
      const t = (y - top) / (bottom - top)
      // Above the cheeks the edge is a wide arch instead of the skull.
      const arch = t < 0.45 ? 104 * Math.sqrt(Math.max(0, 1 - ((0.45 - t) / 0.45) ** 2)) : 1000
      const across = Math.max(0, Math.min(x - inset * Math.min(1, x / 30), arch))
      // Under the chin the cloth lies round: cut at one height it would look sawn off.
      return [across, Math.min(y, bottom - across ** 2 / 120)] as const
    })
    .filter(([, y]) => y >= top)
  pen.moveTo(MIDDLE, top)
  for (const [x, y] of edge) pen.lineTo(MIDDLE + x, y)
  for (const [x, y] of edge.toReversed()) pen.lineTo(MIDDLE - x, y)
  pen.closePath()
}

function clothOf(hex: string): Material {
  const colour = rgb(hex)
  return {
    colour: (_, into) => into.set(colour),
    wrap: [0.25, 0.25, 0.25],
    shine: 0.035,
    sharpness: 7,
    rim: 2.6,
    hollow: [0.3, 0.3, 0.32],
    hollowDepth: 0.085,
    shadow: 0,
  }
}

function weave(seed: number): (x: number, y: number) => number {
  return (x, y) => 0.1 * smoothNoise(x * 1.2, y * 1.2, seed) + 2.2 * smoothNoise(x / 24, y / 40, seed + 1)
}
