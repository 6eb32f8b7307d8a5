import { createLayer, type Layer } from '../paint/layer.ts'
import { EYE_X, EYE_Y, HEAD_AREA, MIDDLE } from './anchors.ts'

/** Glasses to be laid over the drawn eyes: frame, its shadow on the skin and a breath of reflection. */
export function paintGlasses(colour: string, scale: number): Layer {
  const layer = createLayer(HEAD_AREA, scale)
  const { pen } = layer
  pen.lineCap = 'round'
  pen.save()
  pen.translate(1.5, 5)
  pen.strokeStyle = 'rgba(60,22,12,.16)'
  for (const width of [8, 5]) {
    pen.lineWidth = width
    traceFrame(layer)
  }
  pen.restore()
  for (const side of [1, -1]) {
    const shine = pen.createLinearGradient(
      MIDDLE + side * EYE_X - 34,
      EYE_Y - 26,
      MIDDLE + side * EYE_X + 20,
      EYE_Y + 26,
    )
    shine.addColorStop(0, 'rgba(255,255,255,.2)')
    shine.addColorStop(0.35, 'rgba(255,255,255,.03)')
    shine.addColorStop(0.36, 'rgba(255,255,255,.08)')
    shine.addColorStop(0.5, 'rgba(255,255,255,0)')
    pen.fillStyle = shine
    lens(layer, side)
    pen.fill()
  }
  pen.strokeStyle = colour
  pen.lineWidth = 3.6
  traceFrame(layer)
  pen.translate(-0.4, -0.9)
  pen.strokeStyle = 'rgba(255,240,225,.28)'
  pen.lineWidth = 0.9
  traceFrame(layer)
  return layer
}

function traceFrame(layer: Layer): void {
  const { pen } = layer
  for (const side of [1, -1]) {
    lens(layer, side)
    pen.stroke()
    pen.beginPath()
    pen.moveTo(MIDDLE + side * (EYE_X + 36), EYE_Y - 12)
    pen.quadraticCurveTo(MIDDLE + side * (EYE_X + 54), EYE_Y - 14, MIDDLE + side * (EYE_X + 64), EYE_Y - 8)
    pen.stroke()
  }
  pen.beginPath()
  pen.moveTo(MIDDLE - EYE_X + 34, EYE_Y - 6)
  pen.quadraticCurveTo(MIDDLE, EYE_Y - 15, MIDDLE + EYE_X - 34, EYE_Y - 6)
  pen.stroke()
}

function lens({ pen }: Layer, side: number): void {
  pen.beginPath()
  pen.roundRect(MIDDLE + side * (EYE_X + 2) - 36, EYE_Y - 25, 72, 54, [20, 20, 25, 25])
}
