declare module '@echogarden/espeak-ng-emscripten' {
  /** An event of the synthesis; `audio_position` in milliseconds, `text_position` in characters from 1. */
  export interface SpeechEvent {
    readonly type: 'word' | 'phoneme' | 'sentence' | 'end' | 'samplerate' | string
    readonly text_position: number
    readonly audio_position: number
    readonly id?: string | number
  }
  export interface Worker {
    set_voice(name: string): number
    set_rate(wordsPerMinute: number): number
    set_pitch(pitch: number): number
    get_samplerate(): number
    /** Calls back with each chunk; `true` stops it. */
    synthesize(text: string, onChunk: (samples: Int16Array, events: readonly SpeechEvent[]) => boolean): void
  }
  /** Loads the synthesizer, which is under the GPL: nowhere but in a process of its own. */
  const load: () => Promise<{ readonly eSpeakNGWorker: new () => Worker }>
  // biome-ignore lint/style/noDefaultExport: it is the package's own
  export default load
}
