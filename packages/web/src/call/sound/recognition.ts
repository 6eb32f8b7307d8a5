import type { Language } from '../engine/messages.ts'

/** What browsers offer and no standard type describes yet. */
interface Recognizer extends EventTarget {
  lang: string
  continuous: boolean
  interimResults: boolean
  start(): void
  abort(): void
}
interface ResultEvent extends Event {
  readonly resultIndex: number
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>
}
type RecognizerClass = new () => Recognizer

/** Milliseconds before it is begun anew: browsers end it after every pause. */
const AGAIN_MS = 250
const DIALECTS: Readonly<Record<Language, string>> = { ar: 'ar-SY', en: 'en-US' }

export interface RecognitionListener {
  heard(text: string, final: boolean): void
  /** It cannot go on: not allowed, or its service is out of reach. */
  failed(denied: boolean): void
}

/** Whether this browser can turn speech into words by itself. */
export function hasRecognition(): boolean {
  return recognizerClass() !== undefined
}

/** Listens with the browser's own recognition until it is stopped. */
export function startRecognition(language: Language, listener: RecognitionListener): () => void {
  const Recognition = recognizerClass()
  if (!Recognition) throw new TypeError('This browser recognises no speech.')
  const recognizer = new Recognition()
  let wanted = true
  let timer: ReturnType<typeof setTimeout> | undefined
  recognizer.lang = DIALECTS[language]
  recognizer.continuous = true
  recognizer.interimResults = true
  recognizer.addEventListener('result', (event) => {
    const { results, resultIndex } = event as ResultEvent
    for (let i = resultIndex; i < results.length; i++) {
      const result = results[i]
      if (wanted && result?.[0]) listener.heard(result[0].transcript.trim(), result.isFinal)
    }
  })
  recognizer.addEventListener('error', (event) => {
    const { error } = event as Event & { readonly error: string }
    if (!wanted || error === 'no-speech' || error === 'aborted') return
    wanted = false
    listener.failed(error === 'not-allowed' || error === 'service-not-allowed')
  })
  recognizer.addEventListener('end', () => {
    if (wanted) timer = setTimeout(() => recognizer.start(), AGAIN_MS)
  })
  recognizer.start()
  return () => {
    wanted = false
    clearTimeout(timer)
    recognizer.abort()
  }
}

function recognizerClass(): RecognizerClass | undefined {
  const world = globalThis as { SpeechRecognition?: RecognizerClass; webkitSpeechRecognition?: RecognizerClass }
  return world.SpeechRecognition ?? world.webkitSpeechRecognition
}
