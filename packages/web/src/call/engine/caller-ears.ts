import type { CallerMessage } from '@rawi/agent'
import type { MicrophoneTrouble } from '../sound/ask-microphone.ts'
import { soundsLikeEcho } from '../sound/echo.ts'
import { type Microphone, openMicrophone } from '../sound/microphone.ts'
import { hasRecognition, startRecognition } from '../sound/recognition.ts'
import type { CallView } from './call-view.ts'
import { packSound } from './frames.ts'
import type { Welcome } from './messages.ts'
import type { Store } from './store.ts'

/** Bytes that may wait for a slow network before sound of the caller is left out. */
const WAITING_MAX = 65_536

export interface CallerEarsOptions {
  readonly view: Store<CallView>
  say(message: CallerMessage): void
  send(packed: Uint8Array<ArrayBuffer>): void
  waitingBytes(): number
}

/** How the caller is heard: by the microphone, for a server that listens, or by the browser's own recognition. */
export interface CallerEars {
  readonly analyser: AnalyserNode | undefined
  /** Opens the microphone where the server makes use of it; resolves when that is decided. */
  listen(welcome: Welcome, device?: string): Promise<void>
  choose(device: string): Promise<void>
  mute(muted: boolean): void
  recognise(on: boolean): void
  close(): void
}

export function callerEars({ view, say, send, waitingBytes }: CallerEarsOptions): CallerEars {
  let microphone: Microphone | undefined
  let stopRecognition: (() => void) | undefined
  let frames = 0
  let closed = false

  function tell(up: boolean): void {
    const { sound } = view.get()
    if (sound.up === up) return
    view.set({ sound: { ...sound, up } })
    say({ type: 'sound', sound: view.get().sound })
  }

  async function open(device: string | undefined): Promise<void> {
    view.set({ microphone: 'asking' })
    const opened: Microphone | MicrophoneTrouble = await openMicrophone({
      device,
      onFrame(samples) {
        if (view.get().link === 'open' && waitingBytes() < WAITING_MAX) send(packSound(frames++, samples))
      },
      onLost() {
        microphone?.close()
        microphone = undefined
        view.set({ microphone: 'missing' })
        tell(false)
      },
    })
    if (typeof opened !== 'string' && closed) return opened.close()
    if (typeof opened === 'string') {
      view.set({ microphone: opened })
      tell(false)
      return
    }
    microphone?.close()
    microphone = opened
    microphone.mute(view.get().muted)
    view.set({ microphone: 'on' })
    tell(true)
  }

  function recognise(on: boolean): void {
    stopRecognition?.()
    stopRecognition = undefined
    view.set({ recognition: on ? 'on' : 'off' })
    if (!on) return
    stopRecognition = startRecognition(view.get().language, {
      heard(text, final) {
        const { subtitle, state, muted, sound } = view.get()
        const talking = state === 'speaking' && sound.down && subtitle?.speaker !== 'caller'
        if (muted || text === '' || (talking && soundsLikeEcho(text, subtitle?.text ?? ''))) return
        say({ type: 'heard', text, final })
      },
      failed(denied) {
        stopRecognition = undefined
        view.set({ recognition: 'failed', ...(denied && { microphone: 'denied' }) })
      },
    })
  }

  return {
    get analyser() {
      return microphone?.analyser
    },
    async listen({ hearing, recording }, device) {
      if (hearing === 'page') view.set({ recognition: hasRecognition() ? 'off' : 'none' })
      if (hearing === 'server' || recording) await open(device)
    },
    choose: open,
    mute(muted) {
      microphone?.mute(muted)
      view.set({ muted })
      say({ type: 'mute', muted })
    },
    recognise,
    close() {
      closed = true
      stopRecognition?.()
      microphone?.close()
      microphone = undefined
    },
  }
}
