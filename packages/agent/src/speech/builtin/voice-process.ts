import { resampler } from '../resample.ts'
import type { FromVoice, ToVoice, VoiceMark } from './voice-messages.ts'

/**
 * The built-in voice: a program of its own, because the synthesizer is under the GPL, is synchronous, and may crash.
 * It is started by `BuiltinVoice` and speaks what it is sent, one text after the other.
 */
const { default: load } = await import('@echogarden/espeak-ng-emscripten')
const { eSpeakNGWorker: Synthesizer } = await load()
const synthesizer = new Synthesizer()
const rate = synthesizer.get_samplerate()

const tell = (message: FromVoice) => process.send?.(message)

process.on('message', (message) => {
  const { id, text, voice, wordsPerMinute, outputRate } = message as ToVoice
  try {
    synthesizer.set_voice(voice)
    synthesizer.set_rate(wordsPerMinute)
    const resample = resampler(rate, outputRate)
    synthesizer.synthesize(text, (samples, events) => {
      tell({
        id,
        samples: resample.push(samples),
        marks: events.flatMap(({ type, text_position, audio_position, id: sound }): VoiceMark[] => {
          if (type === 'word') return [{ at: text_position - 1, ms: audio_position }]
          return type === 'phoneme' ? [{ phoneme: String(sound ?? ''), ms: audio_position }] : []
        }),
      })
      return false
    })
    tell({ id, samples: resample.rest(), marks: [], done: true })
  } catch {
    tell({ id, samples: new Int16Array(0), marks: [], done: true, failed: true })
  }
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
tell({ id: 0, samples: new Int16Array(0), marks: [], done: true })
