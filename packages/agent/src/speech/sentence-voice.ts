import { type APIConnectOptions, tts } from '@livekit/agents'
import { AudioFrame } from '@livekit/rtc-node'
import { detectLanguage } from '../brain/language.ts'
import { AGENT_RATE } from '../call/bounds.ts'
import type { Language, Persona } from '../persona/persona.ts'
import { SPEECH_MARKS, type SpeechMarks } from './marks.ts'
import { type Pronunciation, pronunciationOf, wordsOf } from './pronunciation.ts'
import { readDigits } from './read-digits.ts'
import { runsByScript } from './runs-by-script.ts'
import { sentenceCutter } from './sentences.ts'
import type { Speaker, SpeechRequest, SpokenPiece, VoiceStyle } from './speaker.ts'

/** Nothing here is mended by trying again at once: the call goes on in text instead. */
const ONE_RETRY = { maxRetry: 1, retryIntervalMs: 200, timeoutMs: 10_000 }

/** A speaker as LiveKit's text-to-speech: sentence by sentence, in the persona's words and voice. */
export class SentenceVoice extends tts.TTS {
  readonly label = 'rawi.SentenceVoice'
  readonly #speaker: Speaker
  readonly #pronunciation: Pronunciation
  readonly #style: VoiceStyle
  readonly #language: Language

  constructor(speaker: Speaker, persona: Persona, language: Language = persona.language) {
    super(AGENT_RATE, 1, { streaming: true, alignedTranscript: false })
    this.#speaker = speaker
    this.#pronunciation = pronunciationOf(persona)
    this.#style = persona.voice
    this.#language = language
  }

  override get model(): string {
    return this.#speaker.name
  }

  override get provider(): string {
    return this.#speaker.provider
  }

  override synthesize(text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal): tts.ChunkedStream {
    return new SpokenText(this, text, connOptions, abortSignal)
  }

  override stream(options?: { connOptions?: APIConnectOptions }): tts.SynthesizeStream {
    return new SpokenSentences(this, options?.connOptions)
  }

  /** A sentence as frames of speech; on the first of each part stands where its words and sounds are. */
  async *sentence(text: string, signal: AbortSignal): AsyncGenerator<AudioFrame> {
    const shown = wordsOf(text)
    const language = detectLanguage(text) ?? this.#language
    for (const part of this.#parts(shown, language)) {
      for await (const piece of this.#speaker.speak(part.request, signal)) {
        if (signal.aborted) return
        if (piece.samples.length > 0) yield frameOf(piece, part.shown)
      }
    }
  }

  #parts(shown: readonly string[], language: Language): { shown: readonly string[]; request: SpeechRequest }[] {
    const style = this.#style
    if (!this.#speaker.literal) return [{ shown, request: { words: shown, language, style } }]
    const spoken = this.#pronunciation.speak(shown)
    return runsByScript(spoken, language).map((run) => ({
      shown: shown.slice(run.first, run.first + run.words.length),
      request: {
        words: run.words.map((word) => readDigits(word, run.language) ?? word),
        language: run.language,
        style,
      },
    }))
  }
}

function frameOf({ samples, words = [], phonemes = [] }: SpokenPiece, shown: readonly string[]): AudioFrame {
  const marks: SpeechMarks = {
    words: words.flatMap(({ word, position }) => {
      const text = shown[word]
      return text === undefined ? [] : [{ text, position }]
    }),
    phonemes,
  }
  const told = marks.words.length + marks.phonemes.length > 0
  return new AudioFrame(samples, AGENT_RATE, 1, samples.length, told ? { [SPEECH_MARKS]: marks } : {})
}

class SpokenSentences extends tts.SynthesizeStream {
  readonly label = 'rawi.SpokenSentences'
  readonly #voice: SentenceVoice

  constructor(voice: SentenceVoice, connOptions?: APIConnectOptions) {
    super(voice, connOptions ?? ONE_RETRY)
    this.#voice = voice
  }

  protected override async run(): Promise<void> {
    const cutter = sentenceCutter()
    const waiting: string[] = []
    let written = false
    let wake = () => {}
    const write = async () => {
      try {
        for await (const input of this.input) {
          if (this.abortController.signal.aborted) break
          waiting.push(...(typeof input === 'string' ? cutter.push(input) : cutter.rest()))
          wake()
        }
        waiting.push(...cutter.rest())
      } finally {
        written = true
        wake()
      }
    }
    const speak = async () => {
      for (;;) {
        const sentence = waiting.shift()
        if (sentence !== undefined) await this.#speak(sentence)
        else if (written) return
        else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        if (this.abortController.signal.aborted) return
      }
    }
    await Promise.all([write(), speak()])
    if (!this.abortController.signal.aborted) this.queue.put(tts.SynthesizeStream.END_OF_STREAM)
  }

  async #speak(sentence: string): Promise<void> {
    this.markStarted()
    for await (const frame of this.#voice.sentence(sentence, this.abortController.signal)) {
      this.queue.put({ requestId: '', segmentId: '', frame, final: false })
    }
  }
}

class SpokenText extends tts.ChunkedStream {
  readonly label = 'rawi.SpokenText'
  readonly #voice: SentenceVoice

  constructor(voice: SentenceVoice, text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal) {
    super(text, voice, connOptions ?? ONE_RETRY, abortSignal)
    this.#voice = voice
  }

  protected override async run(): Promise<void> {
    try {
      const cutter = sentenceCutter()
      for (const sentence of [...cutter.push(this.inputText), ...cutter.rest()]) {
        for await (const frame of this.#voice.sentence(sentence, this.abortController.signal)) {
          this.queue.put({ requestId: '', segmentId: '', frame, final: false })
        }
      }
    } finally {
      this.queue.close()
    }
  }
}
