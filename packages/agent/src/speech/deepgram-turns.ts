import { z } from 'zod'

const message = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('Results'),
    is_final: z.boolean(),
    speech_final: z.boolean().optional(),
    channel: z.object({
      alternatives: z.array(z.object({ transcript: z.string(), languages: z.array(z.string()).nullish() })),
    }),
  }),
  z.object({ type: z.literal('UtteranceEnd') }),
])

export interface TurnListener {
  begins(): void
  /** Everything of the utterance so far, the end of it still a guess. */
  guessed(text: string): void
  /** The utterance is over; empty where every guess of it was taken back. */
  heard(text: string, language: string | undefined): void
}

/** Utterances from Deepgram's messages: it settles an utterance piece by piece, and says where it ends. */
export function deepgramTurns(listener: TurnListener) {
  let settled: string[] = []
  let language: string | undefined
  let guess = ''
  let speaking = false

  function end(): void {
    const text = settled.join(' ')
    const spoken = language
    const had = speaking
    settled = []
    guess = ''
    language = undefined
    speaking = false
    if (had) listener.heard(text, spoken)
  }

  return {
    message(text: string): void {
      const { success, data } = message.safeParse(parsed(text))
      if (!success) return
      if (data.type === 'UtteranceEnd') {
        end()
        return
      }
      const [best] = data.channel.alternatives
      const words = best?.transcript.trim() ?? ''
      if (words !== '') {
        if (!speaking) listener.begins()
        speaking = true
        language = best?.languages?.[0] ?? language
        guess = data.is_final ? '' : words
        if (data.is_final) settled.push(words)
        if (!data.speech_final) listener.guessed([...settled, guess].join(' ').trimEnd())
      }
      if (data.speech_final) end()
    },
    /** What was guessed when the line went is the best that will be known of it. */
    lost(): void {
      if (guess !== '') settled.push(guess)
      end()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
