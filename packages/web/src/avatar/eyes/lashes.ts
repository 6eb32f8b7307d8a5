import type { Pen } from '../paint/layer.ts'
import type { EyeKit } from './eye.ts'
import { type LidCurve, lidX, lidY } from './lid.ts'

const UPPER = 28
const LOWER = 12

/** Lashes fan outwards and grow towards the outer corner; they turn down as the lid closes. */
export function drawLashes(pen: Pen, kit: EyeKit, upper: LidCurve, lower: LidCurve, open: number): void {
  const { lashes } = kit.shape
  pen.fillStyle = kit.lash
  pen.beginPath()
  for (let i = 0; i < UPPER; i++) {
    const t = 0.14 + (0.86 * i) / (UPPER - 1)
    const length = lashes * (2.4 + 5.2 * t * t) * (0.85 + (0.3 * ((i * 7) % 3)) / 2)
    const lean = (t - 0.42) * 1.15
    const rise = 1.65 * Math.min(1, open) - 0.65
    lash(pen, lidX(upper, t), lidY(upper, t), length * Math.sin(lean), -length * Math.cos(lean) * rise, 0.62)
  }
  pen.fill()
  pen.fillStyle = kit.faint
  pen.beginPath()
  for (let i = 0; i < LOWER; i++) {
    const t = 0.36 + (0.6 * i) / (LOWER - 1)
    const length = lashes * (1 + 1.1 * t)
    const lean = (t - 0.45) * 1.1
    lash(pen, lidX(lower, t), lidY(lower, t) + 0.4, length * Math.sin(lean), length * Math.cos(lean), 0.38)
  }
  pen.fill()
}

/** A curved triangle: thick at the root, nothing at the tip. */
function lash(pen: Pen, x: number, y: number, toX: number, toY: number, root: number): void {
  pen.moveTo(x - root, y)
  pen.quadraticCurveTo(x + toX * 0.25 - root * 0.4, y + toY * 0.62, x + toX, y + toY)
  pen.quadraticCurveTo(x + toX * 0.35 + root * 0.5, y + toY * 0.5, x + root, y)
}
