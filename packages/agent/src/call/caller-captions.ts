import { detectLanguage } from '../brain/language.ts'
import type { Caption } from './protocol.ts'

/** Lines of what the caller says: one is guessed at until it is final. */
export interface CallerCaptions {
  heard(text: string, final: boolean): Caption | undefined
  typed(id: string, text: string): Caption
}

export function callerCaptions(): CallerCaptions {
  let lines = 0
  let guessed = ''

  function caption(id: string, text: string, status: Caption['status']): Caption {
    const language = detectLanguage(text)
    return { type: 'caption', id, speaker: 'caller', status, text, ...(language && { language }) }
  }

  return {
    heard(text, final) {
      // A guess that is withdrawn was still something that was heard.
      if (text.trim() === '' || (!final && text === guessed)) return undefined
      guessed = final ? '' : text
      const line = caption(`heard-${lines}`, text, final ? 'final' : 'interim')
      if (final) lines++
      return line
    },
    typed: (id, text) => caption(`typed-${id}`, text, 'final'),
  }
}
