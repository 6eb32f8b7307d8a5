import type { ReactNode } from 'react'
import type { Subtitle } from '../engine/speech.ts'
import { SpokenText } from '../words/spoken-text.tsx'

/** Letters of the last words that fit on the picture. */
const SHOWN_MAX = 130

/** The words of which the sound has been played. The transcript says them to screen readers. */
export function Subtitles({ subtitle }: { readonly subtitle: Subtitle | undefined }): ReactNode {
  if (!subtitle || subtitle.text === '') return null
  return (
    <div className="absolute inset-x-2 bottom-2 sm:inset-x-3 sm:bottom-3 flex justify-center" aria-hidden="true">
      <p
        dir="auto"
        lang={subtitle.language}
        data-subtitle=""
        className="max-w-full rounded-xl bg-black/75 px-3 py-1.5 text-center text-[0.8125rem] leading-snug text-balance text-white @2xs:text-sm @2xs:leading-relaxed @md:px-4 @md:py-2 @md:text-lg"
      >
        <SpokenText text={tailOf(subtitle.text)} />
      </p>
    </div>
  )
}

/** The last sentences as far as they fit, begun at a word. */
function tailOf(text: string): string {
  if (text.length <= SHOWN_MAX) return text
  const sentences = text.match(/[^.!?؟…]+[.!?؟…]*\s*/gu) ?? [text]
  let tail = ''
  for (const sentence of sentences.toReversed()) {
    if (tail !== '' && tail.length + sentence.length > SHOWN_MAX) break
    tail = sentence + tail
  }
  return tail.length <= SHOWN_MAX * 2 ? tail.trim() : `… ${tail.slice(-SHOWN_MAX).replace(/^\S*\s/u, '')}`
}
