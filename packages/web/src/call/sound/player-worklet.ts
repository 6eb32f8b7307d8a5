import type { AgentSound } from '../engine/frames.ts'
import { createPlayQueue, type PlayPlace } from './play-queue.ts'

/** Seconds between two reports of what was played. */
const REPORT_SECONDS = 0.02

/** What the page tells the player. */
export type PlayerOrder =
  | { readonly type: 'play'; readonly sound: AgentSound }
  | { readonly type: 'pause' | 'resume' | 'close' }
  | { readonly type: 'clear'; readonly utterance?: number }
  /** Seconds from here to the loudspeaker. */
  | { readonly type: 'latency'; readonly seconds: number }

/** Plays what the agent says and reports each place when it leaves the loudspeaker, not when it leaves this queue. */
class Player extends AudioWorkletProcessor {
  readonly #queue = createPlayQueue(sampleRate)
  readonly #underway: { readonly frame: number; readonly place: PlayPlace }[] = []
  #latency = 0
  #reported: PlayPlace | undefined
  #closed = false

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<PlayerOrder>) => {
      if (data.type === 'play') this.#queue.add(data.sound)
      else if (data.type === 'pause') this.#queue.pause()
      else if (data.type === 'resume') this.#queue.resume()
      else if (data.type === 'clear') this.#queue.clear(data.utterance)
      else if (data.type === 'latency') this.#latency = Math.round(data.seconds * sampleRate)
      else this.#closed = true
    }
  }

  process(_: Float32Array[][], [output]: Float32Array[][]): boolean {
    const block = output?.[0]
    if (!block) return !this.#closed
    const place = this.#queue.fill(block) && this.#queue.place
    if (place) this.#underway.push({ frame: currentFrame + block.length + this.#latency, place })
    this.#report()
    return !this.#closed
  }

  #report(): void {
    let heard: PlayPlace | undefined
    while (this.#underway[0] && this.#underway[0].frame <= currentFrame) heard = this.#underway.shift()?.place
    if (!heard) return
    const last = this.#reported
    const moved = last?.utterance === heard.utterance ? heard.position - last.position : Number.POSITIVE_INFINITY
    // The last place of all is always reported: an utterance is over only then.
    if (moved >= 0 && moved < REPORT_SECONDS * sampleRate && this.#underway.length > 0) {
      this.#underway.unshift({ frame: 0, place: heard })
      return
    }
    this.#reported = heard
    this.port.postMessage(heard)
  }
}

registerProcessor('player', Player)
