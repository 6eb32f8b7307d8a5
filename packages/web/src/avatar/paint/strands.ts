import type { Lock } from '../looks/look.ts'
import { css, mix, type Rgb, rgb, scaled } from './colour.ts'
import { along, bell, type Point, pointsOf } from './curve.ts'
import type { Pen } from './layer.ts'
import { seeded, smoothNoise } from './noise.ts'

export interface HairColours {
  readonly root: Rgb
  readonly tip: Rgb
  readonly shine: Rgb
  /** Share of grey strands, 0 to 100. */
  readonly grey: number
}

const STEPS = 22
const STEPS_OF_ONE_COLOUR = 3
const GREY = rgb('#b9b6b2')

/** Draws every strand of a lock: root to tip, lighter where it bends towards the light, gathered in clumps. */
export function drawLock(pen: Pen, lock: Lock, colours: HairColours, seed: number): void {
  const random = seeded(seed)
  const curves = lock.curves.map(pointsOf)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (let strand = 0; strand < lock.strands; strand++) {
    const across = random()
    const points = strandOf(lock, curves, across, random, seed)
    const clump = 0.86 + 0.42 * smoothNoise(across * 17, 3, seed) + 0.16 * smoothNoise(across * 51, 7, seed)
    const grey = random() * 100 < colours.grey
    const light = clump * (0.85 + 0.3 * random())
    const bright = 0.3 + 0.12 * (random() - 0.5) + 0.1 * smoothNoise(across * 9, 11, seed)
    // Strands change colour at different places, or the eye would see bands.
    for (let i = -Math.floor(random() * STEPS_OF_ONE_COLOUR); i < STEPS; i += STEPS_OF_ONE_COLOUR) {
      const t = Math.max(0, i + 1) / STEPS
      const shine = 0.55 * bell((t - bright) / 0.13) + 0.2 * bell((t - bright - 0.42) / 0.12)
      const plain = grey ? mix(GREY, colours.root, 0.25) : mix(colours.root, colours.tip, t)
      pen.strokeStyle = css(mix(scaled(plain, light), colours.shine, shine * clump * 0.85), 0.8)
      pen.lineWidth = lock.thickness * (1 - 0.65 * t * t)
      pen.beginPath()
      for (let j = Math.max(0, i); j <= Math.min(STEPS, i + STEPS_OF_ONE_COLOUR); j++) {
        const point = points[j]
        if (point !== undefined) pen.lineTo(point[0], point[1])
      }
      pen.stroke()
    }
  }
}

/** One strand between the curves of its lock, at `across` from the first curve (0) to the last (1). */
function strandOf(lock: Lock, curves: readonly Point[][], across: number, random: () => number, seed: number): Point[] {
  const spans = curves.length - 1
  const span = Math.min(spans - 1, Math.floor(across * spans))
  const between = across * spans - span
  const from = curves[span] ?? []
  const to = curves[span + 1] ?? from
  const strayX = (random() - 0.5) * 2 * lock.stray
  const strayY = (random() - 0.5) * 2 * lock.stray
  const long = 0.86 + 0.14 * random()
  const start = random() * 0.04
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = start + (i / STEPS) * (long - start)
    const a = along(from, t)
    const b = along(to, t)
    const loose = 0.25 + t
    const drift = 2.2 * lock.stray * smoothNoise(across * 13, t * 2.2, seed)
    const wave = lock.wave
      ? lock.wave.size *
        smoothRise(t) *
        Math.sin(t * lock.wave.turns * 2 * Math.PI + 2.4 * smoothNoise(across * 6, 1, seed))
      : 0
    return [
      a[0] + (b[0] - a[0]) * between + strayX * loose + drift * t + wave,
      a[1] + (b[1] - a[1]) * between + strayY * loose,
    ]
  })
}

function smoothRise(t: number): number {
  return Math.min(1, t * 2.2)
}
