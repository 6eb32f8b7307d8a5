import type { Look } from './looks/look.ts'
import { LOOKS } from './looks/looks.ts'
import type { Expression } from './motion/expression.ts'
import { createPerformer } from './motion/performer.ts'
import type { AvatarState } from './motion/stance.ts'
import { browserClock, createScheduler, type FrameClock } from './scheduler.ts'
import { type AudioLevels, analyserLevels } from './speech/audio-mouth.ts'
import type { Loudness } from './speech/loudness.ts'
import { createMouthSource } from './speech/mouth-source.ts'
import type { TimedViseme } from './speech/timeline.ts'
import { MOUTH_PARTS, type Mouth, restingMouth } from './speech/viseme.ts'
import { createStage, type Theme } from './stage.ts'

export { EXPRESSIONS, type Expression, expressionOf } from './motion/expression.ts'
export { AVATAR_STATES, type AvatarState } from './motion/stance.ts'
export { type AudioLevels, levelsOfPcm } from './speech/audio-mouth.ts'
export { timelineOfPhonemes, visemesOfPhoneme } from './speech/espeak.ts'
export { createLoudness, type Loudness } from './speech/loudness.ts'
export type { PhonemeEvent, TimedViseme } from './speech/timeline.ts'
export { type Mouth, VISEMES, type Viseme } from './speech/viseme.ts'
export { type FrameClock, LOOKS, type Look, type Theme }

/** Above this many pixels the canvas is drawn coarser and stretched by the browser. */
const PIXELS_MAX = 1080
const PACE_SPEAKING = 12
const PACE_IDLE = 28

export interface AvatarOptions {
  /** A name from `LOOKS`, or a look of your own. */
  readonly look: string | Look
  /** What a screen reader says, in the language of the page: "Sara, the receptionist". */
  readonly label: string
  /** Only mouth and state move. The wish of the system, followed live, if left out. */
  readonly reducedMotion?: boolean
  /** Backdrop for a light or a dark page. The wish of the system, followed live, if left out. */
  readonly theme?: Theme
  readonly clock?: FrameClock
}

export interface Avatar {
  /** Resolves when the person is on the canvas. */
  readonly ready: Promise<void>
  readonly state: AvatarState
  /** The mouth as it was last drawn. */
  readonly mouth: Readonly<Mouth>
  /** How many frames were drawn so far. */
  readonly frames: number
  setState(state: AvatarState): void
  setExpression(expression: Expression): void
  /**
   * Takes the mouth shapes of an utterance; nothing moves before `playedTo` reports that it is heard.
   * @param loudness Of its sound, from `createLoudness`: lips open as far as it is loud.
   */
  speakVisemes(timeline: readonly TimedViseme[], loudness?: Loudness): void
  /** Takes all shapes of the same utterance known by now, while it is heard. */
  continueVisemes(timeline: readonly TimedViseme[]): void
  /** Says how much of the utterance has left the loudspeaker: milliseconds, or samples and their rate. */
  playedTo(position: number | { readonly samples: number; readonly rate: number }): void
  /** Without visemes the mouth follows the audio: an analyser of it, or levels of each block as it is played. */
  listenTo(source: AnalyserNode | AudioLevels | undefined): void
  /** Ends the utterance at once: the mouth closes within a tenth of a second. */
  interrupt(): void
  /** Fits the drawing to the canvas as it is laid out now. */
  resize(): void
  /** The picture as it stands, as PNG. */
  snapshot(): Promise<Blob>
  close(): void
}

/**
 * Brings a person to life on a canvas.
 * @param canvas Laid out by the page; the avatar sets its pixels, its `role` and its `aria-label`.
 * @throws RangeError for a look that does not exist.
 */
export function createAvatar(canvas: HTMLCanvasElement, options: AvatarOptions): Avatar {
  const look = typeof options.look === 'string' ? LOOKS[options.look] : options.look
  if (look === undefined)
    throw new RangeError(`There is no look of this name; there are ${Object.keys(LOOKS).join(', ')}.`)
  const person: Look = look
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', options.label)

  const stop = new AbortController()
  const still = wish('(prefers-reduced-motion: reduce)', options.reducedMotion, () => undefined, stop.signal)
  const dark = wish(
    '(prefers-color-scheme: dark)',
    options.theme && options.theme === 'dark',
    () => repaint(),
    stop.signal,
  )
  const stage = createStage(canvas)
  const source = createMouthSource()
  const performer = createPerformer(look.seed, still)
  const shown = restingMouth()
  let frames = 0
  let drawn = ''
  let painting: Promise<void> = Promise.resolve()

  /** Resolves when the person stands there: a painting that a newer one overtook waits for that one. */
  function repaint(): Promise<void> {
    const { width, height } = pixelsOf(canvas)
    const mine: Promise<void> = stage.set(person, dark() ? 'dark' : 'light', width, height).then((done) => {
      drawn = ''
      if (!done && painting !== mine) return painting
    })
    painting = mine
    return mine
  }

  function draw(elapsed: number): void {
    source.advance(elapsed)
    performer.advance(elapsed, source.energy)
    for (const part of MOUTH_PARTS)
      shown[part] = still() ? Math.round(source.mouth[part] * 100) / 100 : source.mouth[part]
    if (still() && !changed()) return
    stage.draw(performer.pose, shown)
    frames++
  }

  /** With reduced motion most frames equal the last one and need not be drawn. */
  function changed(): boolean {
    const now = `${performer.state} ${MOUTH_PARTS.map((part) => shown[part])} ${performer.pose.smile} ${performer.pose.browRaise} ${performer.pose.browInner}`
    const differs = now !== drawn
    drawn = now
    return differs
  }

  const ready = repaint().then(() => draw(0))
  const scheduler = createScheduler(
    canvas,
    options.clock ?? browserClock,
    () => (performer.state === 'speaking' ? PACE_SPEAKING : PACE_IDLE),
    draw,
  )

  return {
    ready,
    mouth: shown,
    get state() {
      return performer.state
    },
    get frames() {
      return frames
    },
    setState: (state) => performer.setState(state),
    setExpression: (expression) => performer.setExpression(expression),
    speakVisemes: (timeline, loudness) => source.speak(timeline, loudness),
    continueVisemes: (timeline) => source.more(timeline),
    playedTo: (at) => source.playedTo(typeof at === 'number' ? at : (at.samples / at.rate) * 1000),
    listenTo(heard) {
      if (heard === undefined) source.listen(undefined)
      else if ('rms' in heard) source.hear(heard)
      else source.listen(analyserLevels(heard))
    },
    interrupt() {
      source.interrupt()
      performer.attend()
    },
    resize() {
      const { width, height } = pixelsOf(canvas)
      if (width !== canvas.width || height !== canvas.height) void repaint()
    },
    snapshot() {
      draw(0)
      return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob === null ? reject(new TypeError('The canvas has no pixels.')) : resolve(blob))),
      )
    },
    close() {
      stop.abort()
      scheduler.close()
      stage.close()
    },
  }
}

function pixelsOf(canvas: HTMLCanvasElement): { width: number; height: number } {
  const ratio = globalThis.devicePixelRatio || 1
  const width = (canvas.clientWidth || canvas.width) * ratio
  const height = (canvas.clientHeight || canvas.height) * ratio
  const shrink = Math.min(1, PIXELS_MAX / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) }
}

/** What the page decided, or else what the system wishes at this moment. */
function wish(query: string, decided: boolean | undefined, onChange: () => void, signal: AbortSignal): () => boolean {
  if (decided !== undefined) return () => decided
  const list = matchMedia(query)
  list.addEventListener('change', onChange, { signal })
  return () => list.matches
}
