import type { AgentSound } from '../engine/frames.ts'
import type { PlayPlace } from './play-queue.ts'
import type { PlayerOrder } from './player-worklet.ts'
import playerUrl from './player-worklet.ts?worker&url'

/** Milliseconds a browser may take to begin to play; one that wants to be touched first never does. */
const WAKES_WITHIN_MS = 1_200
/** Seconds on the way to the loudspeaker that are believed: more is a mistake of the system. */
const LATENCY_MAX = 0.5

/** Where the agent is heard. */
export interface Loudspeaker {
  /** Of what is played. */
  readonly analyser: AnalyserNode
  play(sound: AgentSound): void
  pause(): void
  resume(): void
  clear(utterance?: number): void
  /** Whether anything can be heard; after a touch of the caller it may. */
  wake(): Promise<boolean>
  /** Not every browser can choose. */
  choose(device: string): Promise<void>
  close(): void
}

export async function openLoudspeaker(
  context: AudioContext,
  onPlayed: (place: PlayPlace) => void,
): Promise<Loudspeaker> {
  await context.audioWorklet.addModule(playerUrl)
  const node = new AudioWorkletNode(context, 'player', { numberOfInputs: 0, outputChannelCount: [1] })
  const analyser = new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0.4 })
  const order = (said: PlayerOrder) => node.port.postMessage(said)
  node.connect(analyser).connect(context.destination)
  node.port.onmessage = ({ data }: MessageEvent<PlayPlace>) => onPlayed(data)

  const tellLatency = () => {
    const seconds = context.outputLatency || context.baseLatency || 0
    order({ type: 'latency', seconds: Math.min(LATENCY_MAX, seconds) })
  }
  const latency = setInterval(tellLatency, 1_000)

  return {
    analyser,
    play: (sound) => node.port.postMessage({ type: 'play', sound } satisfies PlayerOrder, [sound.samples.buffer]),
    pause: () => order({ type: 'pause' }),
    resume: () => order({ type: 'resume' }),
    clear: (utterance) => order({ type: 'clear', ...(utterance !== undefined && { utterance: utterance & 0xffff }) }),
    async wake() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, WAKES_WITHIN_MS))
      await Promise.race([context.resume().catch(() => {}), late])
      tellLatency()
      return context.state === 'running'
    },
    async choose(device) {
      if ('setSinkId' in context) await (context as AudioContext & SinkChoice).setSinkId(device)
    },
    close() {
      clearInterval(latency)
      order({ type: 'close' })
      node.disconnect()
      void context.close().catch(() => {})
    },
  }
}

interface SinkChoice {
  setSinkId(device: string): Promise<void>
}
