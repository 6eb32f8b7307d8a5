import { createFrame } from './frame.ts'
import type { Look } from './looks/look.ts'
import type { Pose } from './motion/pose.ts'
import { paintBackdrop } from './paint/backdrop.ts'
import type { Pen } from './paint/layer.ts'
import { createPlate, drawBackdrop } from './plate.ts'
import { paintPortrait } from './portrait.ts'
import type { Mouth } from './speech/viseme.ts'

/** Layers are painted no finer than this: beyond it nobody sees more, and every frame costs more. */
const FINEST = 1.5
/** A canvas narrower than this share of its height shows the whole shoulders and leaves room above. */
const NARROWEST = 0.7

export type Theme = 'light' | 'dark'

/** The canvas with a person on it: paints the person when asked, then draws moments. */
export interface Stage {
  /** Paints the look anew for this many pixels; resolves when it is on the canvas, or false when a newer call overtook it. */
  set(look: Look, theme: Theme, width: number, height: number): Promise<boolean>
  draw(pose: Pose, mouth: Mouth): void
  close(): void
}

export function createStage(canvas: HTMLCanvasElement): Stage {
  const pen = canvas.getContext('2d', { alpha: false })
  if (pen === null) throw new TypeError('This browser offers no 2D canvas.')
  let turn = 0
  let origin = place(1, 1)
  let frame: ((pen: Pen, pose: Pose, mouth: Mouth) => void) | undefined

  return {
    async set(look, theme, width, height) {
      const mine = ++turn
      canvas.width = width
      canvas.height = height
      origin = place(width, height)
      const scale = Math.min(FINEST, origin.scale)
      const backdrop = paintBackdrop(look, theme, Math.max(width, height) / 720)
      frame = undefined
      pen.setTransform(1, 0, 0, 1, 0, 0)
      drawBackdrop(pen, backdrop, canvas)
      const steps = paintPortrait(look, scale)
      for (let step = steps.next(); ; step = steps.next()) {
        if (mine !== turn) return false
        if (step.done === true) {
          frame = createFrame(step.value, createPlate(step.value, backdrop, { width, height }, origin))
          return true
        }
        await breathe()
      }
    },
    draw(pose, mouth) {
      if (frame === undefined) return
      pen.setTransform(origin.scale, 0, 0, origin.scale, origin.x, origin.y)
      frame(pen, pose, mouth)
    },
    close() {
      turn++
      frame = undefined
    },
  }
}

/** Where the portrait stands: in the middle, on the lower edge; whole pixels, so that copies need no blending. */
function place(width: number, height: number): { x: number; y: number; scale: number } {
  const scale = Math.min(height / 720, width / (720 * NARROWEST))
  return { x: Math.round((width - 720 * scale) / 2), y: Math.round(height - 720 * scale), scale }
}

/** Lets the page answer before the next step. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
