import type { EyeShape, Look } from '../looks/look.ts'
import { css, mix, type Rgb, rgb, scaled } from '../paint/colour.ts'
import { type Layer, type Pen, placeLayer } from '../paint/layer.ts'
import { IRIS_RADIUS, paintEyeball, paintIris } from './eye-sprites.ts'
import { drawLashes } from './lashes.ts'
import { createLid, setLowerLid, setUpperLid, traceBack, traceForward } from './lid.ts'

/** What an eye needs to be drawn, made once for a look. */
export interface EyeKit {
  readonly shape: EyeShape
  readonly ball: Layer
  readonly iris: Layer
  readonly lidSkin: CanvasGradient
  readonly fold: string
  readonly rim: string
  readonly lash: string
  readonly faint: string
}

/** How an eye stands at this moment. */
export interface EyeState {
  /** 1 awake, 0 closed. */
  open: number
  /** Where it looks: -1 to 1, right and down. */
  gazeX: number
  gazeY: number
  squeeze: number
}

/** @param skin The colour of the face around the eye, as it was lit. */
export function createEyeKit(look: Look, pen: Pen, scale: number, skin: Rgb): EyeKit {
  const lidSkin = pen.createLinearGradient(0, -22, 0, 8)
  lidSkin.addColorStop(0, css(scaled(skin, 0.8)))
  lidSkin.addColorStop(0.45, css(scaled(skin, 1.02)))
  lidSkin.addColorStop(0.75, css(scaled(mix(skin, rgb(look.skin.blush), 0.12), 0.9)))
  lidSkin.addColorStop(1, css(scaled(mix(skin, rgb(look.skin.blush), 0.25), 0.7)))
  const lash = mix(scaled(rgb(look.brows.colour), 0.3), [0.006, 0.004, 0.004], 0.75)
  return {
    shape: look.eyes,
    ball: paintEyeball(scale),
    iris: paintIris(look.eyes, scale * 1.5, look.seed),
    lidSkin,
    fold: css(scaled(mix(skin, [0.22, 0.06, 0.04], 0.55), 0.5), 0.62),
    rim: css(mix(skin, [0.75, 0.38, 0.33], 0.4), 0.85),
    lash: css(lash, 0.92),
    faint: css(lash, 0.3),
  }
}

const upper = createLid()
const awake = createLid()
const lower = createLid()

/** Draws one eye around the middle of its socket; `side` 1 is the right half of the picture, -1 the left. */
export function drawEye(pen: Pen, kit: EyeKit, state: EyeState, side: 1 | -1): void {
  const { shape } = kit
  const open = Math.max(0, state.open - state.gazeY * 0.16)
  setUpperLid(upper, shape, open)
  setUpperLid(awake, shape, Math.max(open, 0.92))
  setLowerLid(lower, shape, state.squeeze - state.gazeY * 0.15)
  pen.save()
  pen.scale(side, 1)
  drawLidSkin(pen, kit, open)
  if (open > 0.06) drawBall(pen, kit, state, side)
  drawRims(pen, kit, open)
  drawLashes(pen, kit, upper, lower, open)
  pen.restore()
}

function drawLidSkin(pen: Pen, kit: EyeKit, open: number): void {
  const { shape } = kit
  const lift = shape.fold * 7
  pen.beginPath()
  pen.moveTo(awake.x0, awake.y0)
  pen.bezierCurveTo(awake.x1 - 2, awake.y1 - lift, awake.x2 + 3, awake.y2 - lift * 0.9, awake.x3 + 1.5, awake.y3 - 1)
  traceBack(pen, open > 0.1 ? upper : lower)
  pen.fillStyle = kit.lidSkin
  pen.fill()
  pen.beginPath()
  pen.moveTo(awake.x0 + 2.5, awake.y0 - 5)
  pen.bezierCurveTo(awake.x1, awake.y1 - lift, awake.x2 + 2, awake.y2 - lift, awake.x3 + 3, awake.y3 - 1.2)
  pen.strokeStyle = kit.fold
  // A closed lid is smooth: its fold is hardly to be seen.
  pen.globalAlpha = 0.3 + 0.7 * Math.min(1, open)
  pen.lineWidth = 1.5
  pen.stroke()
  pen.globalAlpha = 1
}

function drawBall(pen: Pen, kit: EyeKit, state: EyeState, side: 1 | -1): void {
  pen.save()
  pen.beginPath()
  pen.moveTo(upper.x0, upper.y0)
  traceForward(pen, upper)
  traceBack(pen, lower)
  pen.clip()
  placeLayer(pen, kit.ball)
  const x = state.gazeX * 8 * side
  const y = -1.2 + state.gazeY * 5
  pen.save()
  pen.translate(x, y)
  // A ball that turns away shows a narrower iris.
  pen.scale(1 - Math.abs(state.gazeX) * 0.07, 1 - Math.abs(state.gazeY) * 0.05)
  placeLayer(pen, kit.iris)
  pen.restore()
  drawLidShadow(pen)
  pen.fillStyle = 'rgba(255,255,255,.93)'
  pen.beginPath()
  pen.ellipse(x - 3.9 * side, y - 4, 2.5, 2.9, 0.3, 0, Math.PI * 2)
  pen.fill()
  pen.fillStyle = 'rgba(220,232,255,.34)'
  pen.beginPath()
  pen.ellipse(x + 4.6 * side, y + 4.2, IRIS_RADIUS * 0.17, IRIS_RADIUS * 0.13, -0.6, 0, Math.PI * 2)
  pen.fill()
  pen.restore()
}

/** The lid and its lashes shade the top of the ball; two strokes of different widths make it soft. */
function drawLidShadow(pen: Pen): void {
  pen.strokeStyle = 'rgba(46,20,14,.32)'
  for (const width of SHADOW_WIDTHS) {
    pen.lineWidth = width
    pen.beginPath()
    pen.moveTo(upper.x0, upper.y0)
    traceForward(pen, upper)
    pen.stroke()
  }
}

const SHADOW_WIDTHS = [11, 6]

function drawRims(pen: Pen, kit: EyeKit, open: number): void {
  if (open > 0.1) {
    pen.strokeStyle = kit.rim
    pen.lineWidth = 1.5
    pen.beginPath()
    pen.moveTo(lower.x0, lower.y0)
    traceForward(pen, lower)
    pen.stroke()
  }
  pen.strokeStyle = kit.lash
  pen.lineCap = 'round'
  pen.lineWidth = 1.1 + kit.shape.liner * 1.5
  pen.beginPath()
  pen.moveTo(upper.x0, upper.y0)
  traceForward(pen, upper)
  pen.stroke()
}
