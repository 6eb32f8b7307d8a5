import { askMicrophone, type MicrophoneTrouble, stopStream } from './ask-microphone.ts'
import cutterUrl from './microphone-worklet.ts?worker&url'

/** The microphone of a running call. */
export interface Microphone {
  readonly analyser: AnalyserNode
  readonly device: string | undefined
  /** Muted it sends silence, and the browser shows that nobody listens. */
  mute(muted: boolean): void
  close(): void
}

export interface MicrophoneOptions {
  readonly device?: string | undefined
  /** 20 ms of PCM16 at 16 kHz. */
  readonly onFrame: (samples: Int16Array) => void
  /** It was pulled out, or its permission was taken back. */
  readonly onLost: () => void
}

export async function openMicrophone(options: MicrophoneOptions): Promise<Microphone | MicrophoneTrouble> {
  const answer = await askMicrophone(options.device)
  if ('trouble' in answer) return answer.trouble
  const { stream } = answer
  const [track] = stream.getAudioTracks()
  const context = new AudioContext()
  try {
    await context.audioWorklet.addModule(cutterUrl)
    await context.resume()
  } catch {
    stopStream(stream)
    void context.close()
    return 'taken'
  }
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream })
  const analyser = new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0.5 })
  const cutter = new AudioWorkletNode(context, 'microphone', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  source.connect(analyser)
  source.connect(cutter)
  cutter.port.onmessage = ({ data }: MessageEvent<Int16Array>) => options.onFrame(data)
  track?.addEventListener('ended', options.onLost)

  return {
    analyser,
    device: track?.getSettings().deviceId,
    mute(muted) {
      if (track) track.enabled = !muted
    },
    close() {
      track?.removeEventListener('ended', options.onLost)
      cutter.port.postMessage('close')
      source.disconnect()
      stopStream(stream)
      void context.close()
    },
  }
}
