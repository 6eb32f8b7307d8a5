import { utter } from '../../avatar-demo/voice.ts'
import { type Avatar, type AvatarOptions, createAvatar, LOOKS, type Look } from '../../src/avatar/avatar.ts'
import { dropJaw } from '../../src/avatar/face/bend.ts'
import { createPerformer } from '../../src/avatar/motion/performer.ts'
import { restingPose } from '../../src/avatar/motion/pose.ts'
import { createLipShape, setLipShape } from '../../src/avatar/mouth/lip-shape.ts'
import { createLayer } from '../../src/avatar/paint/layer.ts'
import { mouthAt } from '../../src/avatar/speech/coarticulation.ts'
import { restingMouth } from '../../src/avatar/speech/viseme.ts'
import { createStage } from '../../src/avatar/stage.ts'

let canvas = document.querySelector('canvas') as HTMLCanvasElement
let avatar: Avatar | undefined
let frame = () => {}

/** Everything on a canvas as one number (FNV-1a over its bytes). */
function pixelsOf(shown: HTMLCanvasElement): number {
  const pen = shown.getContext('2d') as CanvasRenderingContext2D
  let hash = 0x811c9dc5
  for (const byte of pen.getImageData(0, 0, shown.width, shown.height).data) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

const page = {
  /** A fresh canvas with a person on it. */
  async open(options: Partial<AvatarOptions>): Promise<void> {
    avatar?.close()
    const fresh = document.createElement('canvas')
    canvas.replaceWith(fresh)
    canvas = fresh
    avatar = createAvatar(canvas, { look: 'layla', label: 'Layla', theme: 'light', ...options })
    await avatar.ready
  },
  /** Changes the size while the person is being painted; answers the size at the end and how colourful the face is then. */
  async openAndResize(size: number): Promise<[number[], number]> {
    const opening = this.open({})
    canvas.style.cssText = `inline-size: ${size}px; block-size: ${size}px`
    avatar?.resize()
    await opening
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D
    const [red = 0, , blue = 0] = pen.getImageData(size / 2, size * 0.48, 1, 1).data
    return [[canvas.width, canvas.height], red - blue]
  },
  avatar: () => avatar,
  frames: () => avatar?.frames ?? 0,
  canvas: () => ({ role: canvas.role, label: canvas.ariaLabel, width: canvas.width, height: canvas.height }),

  pixels: () => pixelsOf(canvas),

  /** Of a head whose jaw is closed, pixels that differ from the face as it was painted, and those that stand below its chin. */
  closedJaw(height: number): number {
    const area = { x: 300, y: 420, width: 40, height }
    const face = createLayer(area, 1)
    face.pen.fillStyle = '#c8865f'
    face.pen.fillRect(area.x, area.y, area.width, height)
    face.pen.fillStyle = '#402010'
    face.pen.fillRect(area.x, area.y + height - 2, area.width, 1)
    const head = createLayer({ ...area, height: height + 16 }, 1)
    dropJaw(head, face, 0)
    const painted = face.pen.getImageData(0, 0, 40, height).data
    return head.pen.getImageData(0, 0, 40, height + 16).data.filter((byte, at) => byte !== (painted[at] ?? 0)).length
  },

  /** A head at rest, then turned, aside and talking, then at rest again: what stands on the canvas each time. */
  async thereAndBack(): Promise<number[]> {
    const bench = document.createElement('canvas')
    const drawn = createStage(bench)
    await drawn.set(LOOKS.layla as Look, 'light', 500, 500)
    const rest = restingPose()
    const aside = { ...rest, headX: 0.6, yaw: 1, browRaise: 4 }
    return [rest, aside, rest].map((pose) => {
      drawn.draw(pose, { ...restingMouth(), jaw: pose === aside ? 1 : 0 })
      return pixelsOf(bench)
    })
  },

  /** Plays a made voice for real and notes in every frame how loud it is and how far the lips are apart. */
  async follow(source: 'visemes' | 'audio'): Promise<{ rms: number[]; aperture: number[] }> {
    const speaking = avatar as Avatar
    const context = new AudioContext()
    const { timeline, samples, rate } = utter(context.sampleRate)
    const buffer = context.createBuffer(1, samples.length, rate)
    buffer.copyToChannel(samples, 0)
    const voice = new AudioBufferSourceNode(context, { buffer })
    const analyser = new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0 })
    voice.connect(analyser).connect(context.destination)
    speaking.setState('speaking')
    if (source === 'visemes') speaking.speakVisemes(timeline)
    else speaking.listenTo(analyser)
    const block = new Float32Array(analyser.fftSize)
    const [rms, aperture]: [number[], number[]] = [[], []]
    const lips = createLipShape()
    const look = LOOKS.layla
    const began = context.currentTime
    let over = false
    voice.addEventListener('ended', () => {
      over = true
    })
    voice.start()
    while (!over) {
      await new Promise(requestAnimationFrame)
      if (source === 'visemes') speaking.playedTo((context.currentTime - began) * 1000)
      analyser.getFloatTimeDomainData(block)
      rms.push(Math.sqrt(block.reduce((sum, sample) => sum + sample * sample, 0) / block.length))
      if (look !== undefined) setLipShape(lips, speaking.mouth, look.mouth, 0.6)
      aperture.push(lips.aperture)
    }
    speaking.listenTo(undefined)
    await context.close()
    return { rms, aperture }
  },

  /** Paints somebody to be timed, and draws until the engine has warmed up. */
  async prepare(name: string): Promise<void> {
    const look = LOOKS[name]
    if (look === undefined) throw new RangeError(name)
    const bench = document.createElement('canvas')
    const drawn = createStage(bench)
    await drawn.set(look, 'light', 720, 720)
    const pen = bench.getContext('2d') as CanvasRenderingContext2D
    const performer = createPerformer(1, () => false)
    performer.setState('speaking')
    const { timeline } = utter(8000)
    const mouth = restingMouth()
    let at = 0
    frame = () => {
      at = (at + 1000 / 60) % 4000
      mouthAt(timeline, at, mouth)
      performer.advance(1000 / 60, mouth.jaw)
      drawn.draw(performer.pose, mouth)
      // Asking for a pixel makes the browser draw what it was told.
      pen.getImageData(0, 0, 1, 1)
    }
    this.time(40)
  },

  /** Milliseconds of each frame of somebody who talks and moves. */
  time(count: number): number[] {
    return Array.from({ length: count }, () => {
      const start = performance.now()
      frame()
      return performance.now() - start
    })
  },
}

export type StagePage = typeof page

declare global {
  var stage: StagePage
}

globalThis.stage = page
