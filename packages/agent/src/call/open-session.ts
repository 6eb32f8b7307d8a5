import { inference, initializeLogger, loggerOptions, type stt, type tts, type VAD, voice } from '@livekit/agents'
import { OfflineBrain } from '../brain/offline-brain.ts'
import type { Language } from '../persona/persona.ts'
import type { CallModels, CallPersona } from './embedded-call.ts'

/** Milliseconds of silence after which the caller has finished. */
const TURN_SILENCE_MS = 400
/** Milliseconds a turn may be waited for when the words are not complete. */
const TURN_SILENCE_MAX_MS = 2_000
/** Milliseconds of speech that make the agent stop: it only pauses, and goes on when no words follow. */
const BARGE_IN_MS = 60
const FALSE_BARGE_IN_MS = 900

let builtinEars: VAD | undefined

/** LiveKit's own voice detection, once per process: its model comes with the package. */
function ears(): VAD {
  builtinEars ??= new inference.VAD({ minSpeechDuration: 50, minSilenceDuration: TURN_SILENCE_MS })
  return builtinEars
}

/** The session of a call, with what it thinks, hears and speaks with. */
export function openSession(
  { persona }: CallPersona,
  { language, region }: { readonly language: Language; readonly region: string | undefined },
  { brain, ears: given }: CallModels,
  speech: { readonly hearing: stt.STT | undefined; readonly voice: tts.TTS | undefined },
): voice.AgentSession {
  quietLogs()
  const { hearing } = speech
  return new voice.AgentSession({
    llm: brain ?? new OfflineBrain(persona, { language, ...(region !== undefined && { region }) }),
    ...(hearing && { stt: hearing }),
    ...(speech.voice && { tts: speech.voice }),
    // Without words speech would only be noise: LiveKit would answer turns that say nothing.
    vad: hearing ? (given ?? ears()) : null,
    userAwayTimeout: null,
    aecWarmupDuration: null,
    turnHandling: hearing
      ? {
          turnDetection: 'vad',
          endpointing: { minDelay: TURN_SILENCE_MS, maxDelay: TURN_SILENCE_MAX_MS },
          interruption: {
            mode: 'vad',
            minDuration: BARGE_IN_MS,
            resumeFalseInterruption: true,
            falseInterruptionTimeout: FALSE_BARGE_IN_MS,
          },
        }
      : { turnDetection: null },
  })
}

/** LiveKit logs what is said at level info; a host that has set up its own logging keeps it. */
export function quietLogs(): void {
  if (loggerOptions() === undefined) initializeLogger({ pretty: false, level: 'silent' })
}
