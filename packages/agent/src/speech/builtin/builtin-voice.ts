import { AGENT_RATE } from '../../call/bounds.ts'
import type { Speaker, SpeechRequest, SpokenPiece, VoiceStyle } from '../speaker.ts'
import { type Job, VoiceHost } from './voice-host.ts'
import type { FromVoice } from './voice-messages.ts'

const WORDS_PER_MINUTE = { ar: 150, en: 160 } as const
/** The synthesizer's names of its speakers. */
const VOICES = { ar: 'ar', en: 'en-us' } as const
const TIMBRE = { female: 'f2', male: 'm3' } as const
const SAMPLES_PER_MS = AGENT_RATE / 1_000

/** The voice that comes along: Arabic and English without a key or a network, from a process of its own. */
export interface BuiltinVoice extends Speaker {
  /** The number of its process, while it runs. */
  readonly pid: number | undefined
}

/** Whether the optional package of the built-in voice is installed; nothing of it is loaded here. */
export function hasBuiltinVoice(): boolean {
  try {
    import.meta.resolve('@echogarden/espeak-ng-emscripten')
    return true
  } catch {
    return false
  }
}

/**
 * Opens the built-in voice, for any number of calls; undefined where its optional package is missing.
 * @example
 * const voice = openBuiltinVoice()
 */
export function openBuiltinVoice(): BuiltinVoice | undefined {
  if (!hasBuiltinVoice()) return undefined
  const host = new VoiceHost()
  host.warmUp()
  return {
    name: 'espeak-ng',
    provider: 'builtin',
    literal: true,
    get pid() {
      return host.pid
    },
    speak: (request, signal) => speak(host, request, signal),
    close: async () => host.close(),
  }
}

async function* speak(host: VoiceHost, request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpokenPiece> {
  const { words, language, style } = request
  const text = words.join(' ')
  if (signal.aborted || !/[\p{L}\p{N}]/u.test(text)) return
  const pieces: FromVoice[] = []
  let over = false
  let fault: Error | undefined
  let wake = () => {}
  const finish = (error?: Error) => {
    over = true
    fault = error
    wake()
  }
  const job: Job = {
    text: {
      text,
      voice: `${VOICES[language]}+${TIMBRE[style.gender]}`,
      wordsPerMinute: paceOf(style, language),
      outputRate: AGENT_RATE,
    },
    piece(piece) {
      pieces.push(piece)
      wake()
    },
    done: () => finish(),
    failed: finish,
  }
  const place = host.add(job)
  const stop = () => finish()
  signal.addEventListener('abort', stop, { once: true })
  const marks = markPieces(words)
  try {
    for (;;) {
      const piece = pieces.shift()
      if (piece) yield marks(piece)
      else if (over) break
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
    if (fault && !signal.aborted) throw fault
  } finally {
    place.drop()
    signal.removeEventListener('abort', stop)
  }
}

function paceOf({ rate = 1 }: VoiceStyle, language: SpeechRequest['language']): number {
  return Math.round(WORDS_PER_MINUTE[language] * rate)
}

/** Marks of a text as marks of its pieces: a word counts once, where it begins. */
function markPieces(words: readonly string[]): (piece: FromVoice) => SpokenPiece {
  const starts: number[] = []
  let length = 0
  for (const word of words) {
    starts.push(length)
    // The synthesizer counts characters, not UTF-16 units.
    length += [...word].length + 1
  }
  const begun = new Set<number>()
  let samples = 0
  return (piece) => {
    const passed = samples
    samples += piece.samples.length
    const marked: { word: number; position: number }[] = []
    const phonemes: { ms: number; phoneme: string }[] = []
    for (const mark of piece.marks) {
      if ('phoneme' in mark) phonemes.push({ ms: mark.ms - passed / SAMPLES_PER_MS, phoneme: mark.phoneme })
      else {
        const word = starts.findLastIndex((start) => start <= mark.at)
        if (word < 0 || begun.has(word)) continue
        begun.add(word)
        marked.push({ word, position: Math.round(mark.ms * SAMPLES_PER_MS) - passed })
      }
    }
    return { samples: piece.samples, words: marked, phonemes }
  }
}
