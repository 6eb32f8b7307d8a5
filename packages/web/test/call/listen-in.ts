import type { Page } from 'playwright-core'

/** How loud the page was, and how much of the picture's mouth differed from the resting one. */
export interface Moment {
  readonly at: number
  /** Of the last 11 ms. */
  readonly now: number
  /** Of the last 85 ms: about a syllable. */
  readonly loud: number
  readonly mouth: number
  /** How loud the microphone was in the last 5 ms. */
  readonly said: number
}

interface Listening {
  moments: Moment[]
  rest: Uint8ClampedArray | undefined
  /** When the page told its player to be silent. */
  clearedAt: number | undefined
  /** When it was told to hold its breath. */
  readonly pausedAt: number[]
}
declare global {
  var listening: Listening
}

/** Before the page is opened: what goes to the loudspeaker is measured in every frame, and, if wanted, what is drawn at the mouth. */
export async function listenIn(page: Page, watchMouth: boolean): Promise<void> {
  await page.addInitScript((watched) => {
    const heard: Listening = { moments: [], rest: undefined, clearedAt: undefined, pausedAt: [] }
    const post = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (this: MessagePort, ...said: unknown[]) {
      const order = (said[0] as { type?: string } | undefined)?.type
      if (order === 'clear') heard.clearedAt = performance.now()
      if (order === 'pause') heard.pausedAt.push(performance.now())
      Reflect.apply(post, this, said)
    }
    globalThis.listening = heard
    let tap: AnalyserNode | undefined
    let microphone: AnalyserNode | undefined
    const connect = AudioNode.prototype.connect
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) {
        tap = new AnalyserNode(this.context, { fftSize: 2048 })
        Reflect.apply(connect, this, [tap])
      }
      if (this instanceof MediaStreamAudioSourceNode) {
        microphone = new AnalyserNode(this.context, { fftSize: 2048 })
        Reflect.apply(connect, this, [microphone])
      }
      return Reflect.apply(connect, this, to)
    } as typeof connect
    const samples = new Float32Array(2048)
    const loudness = (count: number, at = tap) => {
      if (!at) return 0
      at.getFloatTimeDomainData(samples)
      return Math.sqrt(samples.slice(-count).reduce((sum, sample) => sum + sample * sample, 0) / count)
    }
    // The mouth of a portrait, as shares of its picture.
    const mouthOf = (canvas: HTMLCanvasElement) =>
      canvas
        .getContext('2d')
        ?.getImageData(canvas.width * 0.42, canvas.height * 0.53, canvas.width * 0.17, canvas.height * 0.09).data
    const look = () => {
      const canvas = document.querySelector('canvas')
      const now = watched && canvas?.dataset.alive ? mouthOf(canvas) : undefined
      let mouth = 0
      if (now && heard.rest?.length === now.length) {
        for (let i = 0; i < now.length; i += 4) mouth += Math.abs((now[i] ?? 0) - (heard.rest[i] ?? 0))
      } else if (now) heard.rest = now
      heard.moments.push({
        at: performance.now(),
        now: loudness(256),
        loud: loudness(2_048),
        mouth,
        said: loudness(256, microphone),
      })
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, watchMouth)
}

/** What was measured so far. */
export const moments = (page: Page): Promise<readonly Moment[]> => page.evaluate(() => globalThis.listening.moments)

/** When the page told its player to be silent, by the page's clock. */
export const clearedAt = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => globalThis.listening.clearedAt)

/** When it was told to hold its breath, by the page's clock. */
export const pausedAt = (page: Page): Promise<readonly number[]> => page.evaluate(() => globalThis.listening.pausedAt)

/** Pearson's r of loudness and mouth, the mouth so many frames later. */
export function correlation(heard: readonly Moment[], shift: number): number {
  const pairs = heard.flatMap(({ loud }, i) => {
    const later = heard[i + shift]
    return later ? [[loud, later.mouth] as const] : []
  })
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length
  const [x, y] = [mean(0), mean(1)]
  const sum = (of: (a: number, b: number) => number) => pairs.reduce((total, [a, b]) => total + of(a - x, b - y), 0)
  return sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b))
}
