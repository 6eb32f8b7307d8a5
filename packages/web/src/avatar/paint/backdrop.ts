import type { Look } from '../looks/look.ts'
import { css, mix, rgb } from './colour.ts'
import { createLayer, type Layer } from './layer.ts'
import { seeded } from './noise.ts'

/** A studio wall out of focus: a pool of light behind the head, a few soft spots, darker corners. */
export function paintBackdrop(look: Look, theme: 'light' | 'dark', scale: number): Layer {
  const layer = createLayer({ x: 0, y: 0, width: 720, height: 720 }, scale, { alpha: false })
  const { pen } = layer
  const [near, far] = look.backdrop[theme].map(rgb)
  if (near === undefined || far === undefined) return layer
  const wall = pen.createRadialGradient(290, 250, 40, 360, 360, 560)
  for (let i = 0; i <= 6; i++) wall.addColorStop(i / 6, css(mix(near, far, (i / 6) ** 0.8)))
  pen.fillStyle = wall
  pen.fillRect(0, 0, 720, 720)
  const random = seeded(look.seed)
  for (let i = 0; i < 9; i++) {
    const x = random() * 720
    const y = random() * 520
    const radius = 60 + random() * 120
    const spot = pen.createRadialGradient(x, y, 0, x, y, radius)
    const light = mix(near, [1, 1, 1], theme === 'light' ? 0.5 : 0.06)
    spot.addColorStop(0, css(light, 0.2))
    spot.addColorStop(0.75, css(light, 0.14))
    spot.addColorStop(1, css(light, 0))
    pen.fillStyle = spot
    pen.fillRect(x - radius, y - radius, radius * 2, radius * 2)
  }
  return layer
}
