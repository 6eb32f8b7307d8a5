import type { CallerMessage } from '@rawi/agent'
import { createLoudness, type Loudness } from '../../avatar/speech/loudness.ts'
import { type Loudspeaker, openLoudspeaker } from '../sound/loudspeaker.ts'
import type { CallView } from './call-view.ts'
import type { FacePart } from './face-part.ts'
import { type AgentSound, unpackSound } from './frames.ts'
import type { AgentSays } from './messages.ts'
import type { Speech } from './speech.ts'
import type { Store } from './store.ts'

/** Milliseconds between two reports to the server of what was played. */
const REPORT_MS = 80
/** Utterances of which the loudness is kept: what is heard now, and what comes next. */
const KEPT = 4

export interface AgentMouthOptions {
  readonly view: Store<CallView>
  readonly face: FacePart
  readonly speech: Speech
  readonly rate: () => number
  say(message: CallerMessage): void
}

/** How the agent is heard, and how its lips follow what is heard. */
export interface AgentMouth {
  /** Resolves when it is known whether anything can be heard. */
  open(context: AudioContext): Promise<void>
  sound(packed: ArrayBuffer): void
  playback(message: AgentSays<'playback'>): void
  phonemes(message: AgentSays<'visemes'>): void
  /** The line is gone: what was on its way will come again. */
  hush(): void
  /** Another line: what waited here comes again on it. */
  restart(): void
  wake(): Promise<void>
  /** Whether the caller wants to hear the agent. */
  speakUp(on: boolean): void
  choose(device: string): Promise<void>
  close(): void
}

export function agentMouth({ view, face, speech, rate, say }: AgentMouthOptions): AgentMouth {
  let loudspeaker: Loudspeaker | undefined
  let current = -1
  let reportedAt = 0
  let wanted = true
  const loudness = new Map<number, Loudness>()

  function tell(down: boolean): void {
    const { sound } = view.get()
    if (sound.down === down) return
    view.set({ sound: { ...sound, down } })
    say({ type: 'sound', sound: view.get().sound })
  }

  function played({ utterance, position }: { utterance: number; position: number }): void {
    const { done } = speech.played(utterance, position)
    if (utterance !== current) {
      current = utterance
      const phonemes = speech.phonemesOf(current)
      face.mouth(phonemes, loudness.get(current))
      face.listen(phonemes.length > 0 ? undefined : loudspeaker?.analyser)
    }
    face.played(position, rate())
    view.set({ subtitle: same(view.get().subtitle, speech.subtitle) })
    const now = performance.now()
    if (!done && now - reportedAt < REPORT_MS) return
    reportedAt = now
    say({ type: 'played', utterance, position })
  }

  function measure({ utterance, position, samples }: AgentSound): void {
    const known = loudness.get(utterance) ?? createLoudness(rate())
    known.add(position, samples)
    loudness.set(utterance, known)
    const [oldest] = loudness.keys()
    if (loudness.size > KEPT && oldest !== undefined) loudness.delete(oldest)
  }

  return {
    async open(context) {
      try {
        loudspeaker = await openLoudspeaker(context, played)
      } catch {
        // No sound at all in this browser: the call is read.
        return
      }
      await this.wake()
    },
    sound(packed) {
      const sound = unpackSound(packed)
      if (!sound || !loudspeaker) return
      // Playing takes the samples away.
      measure(sound)
      loudspeaker.play(sound)
    },
    playback({ action, utterance, position }) {
      if (action === 'pause') loudspeaker?.pause()
      else if (action === 'resume') loudspeaker?.resume()
      else if (action === 'end') speech.end(utterance, position)
      else {
        loudspeaker?.clear(utterance)
        face.interrupted()
      }
    },
    phonemes(message) {
      const phonemes = speech.phonemes(message)
      if ((message.utterance & 0xffff) !== current) return
      face.mouthOn(phonemes)
      face.listen(undefined)
    },
    hush: () => loudspeaker?.pause(),
    restart() {
      loudspeaker?.clear()
      loudness.clear()
      current = -1
    },
    async wake() {
      const awake = (await loudspeaker?.wake()) ?? false
      view.set({ asleep: loudspeaker !== undefined && !awake })
      tell(awake && wanted)
    },
    speakUp(on) {
      wanted = on
      if (!on) loudspeaker?.clear()
      tell(on && !view.get().asleep)
    },
    choose: async (device) => loudspeaker?.choose(device),
    close: () => loudspeaker?.close(),
  }
}

function same<T extends { readonly text: string } | undefined>(before: T, now: T): T {
  return before?.text === now?.text ? before : now
}
