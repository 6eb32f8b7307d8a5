import type { Layer, Pen } from './layer.ts'

/** Places a spot that was painted in a square from -20 to 20. */
export function placeStretched(
  pen: Pen,
  spot: Layer,
  x: number,
  y: number,
  halfWidth: number,
  halfHeight: number,
  alpha: number,
): void {
  if (alpha <= 0.01) return
  pen.globalAlpha = Math.min(1, alpha)
  pen.drawImage(spot.canvas, x - halfWidth, y - halfHeight, halfWidth * 2, halfHeight * 2)
  pen.globalAlpha = 1
}

/** Fills the traced path with a gradient that was made once for 0 to 1. */
export function fillStretched(pen: Pen, paint: CanvasGradient, top: number, height: number): void {
  pen.save()
  pen.translate(0, top)
  pen.scale(1, Math.max(0.01, height))
  pen.fillStyle = paint
  pen.fill()
  pen.restore()
}
