import type { ReactNode } from 'react'
import type { WaitingText } from '../engine/outbox.ts'
import { useWords } from '../words/use-words.ts'

/** What the caller wrote and the server never said to have taken, to be read and copied. */
export function Unsent({ texts }: { readonly texts: readonly WaitingText[] }): ReactNode {
  const { t } = useWords()
  if (texts.length === 0) return null
  return (
    <section className="rounded-xl border border-dashed border-line p-4" aria-labelledby="unsent">
      <h2 id="unsent" className="text-sm text-quiet">
        {t('unsent')}
      </h2>
      <ul className="mt-2 flex max-h-48 flex-col gap-2 overflow-y-auto">
        {texts.map(({ id, text }) => (
          <li key={id} dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            {text}
          </li>
        ))}
      </ul>
    </section>
  )
}
