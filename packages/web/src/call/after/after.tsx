import { type ReactNode, useEffect, useRef } from 'react'
import type { CallView } from '../engine/call-view.ts'
import { Icon } from '../icon.tsx'
import { useWords } from '../words/use-words.ts'
import { KeptCard } from './kept-card.tsx'
import type { OwnRecord } from './own-record.ts'
import { Rating } from './rating.tsx'
import { saveText } from './save-text.ts'
import { transcriptText } from './transcript-text.ts'
import { Unsent } from './unsent.tsx'
import { useOwnRecord } from './use-own-record.ts'

export interface AfterProps {
  readonly view: CallView
  /** What the server has told of the call already. */
  readonly found?: OwnRecord | undefined
  readonly onAgain: () => void
}

/** Reasons of an end that a caller should be told in words. */
const REASONS: Readonly<Record<string, 'silence' | 'handedOver' | 'stopped'>> = {
  no_input: 'silence',
  timeout: 'silence',
  transferred: 'handedOver',
  shutdown: 'stopped',
}

/** What was kept of the call. */
export function After({ view, found, onAgain }: AfterProps): ReactNode {
  const { t, language } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const { ended, record, trouble, lines } = view
  const { kept, looking, change } = useOwnRecord(view, found)
  const begun = ended || record || lines.length > 0
  // Whoever hung up knows why it ended.
  const reason = ended && !view.leaving && REASONS[ended.reason]
  // Whoever reads by ear or keyboard goes on where the page goes on.
  useEffect(() => heading.current?.focus(), [])

  function download(): void {
    const names = { caller: t('you'), agent: view.welcome?.persona.name[language] ?? t('agent'), operator: t('person') }
    saveText(`${t('fileName')}.txt`, transcriptText(lines, names))
  }

  return (
    <section
      className="relative mx-auto flex w-full max-w-lg flex-col gap-4 wide:mx-0 wide:max-w-none"
      aria-labelledby="after"
    >
      <div>
        <h1 id="after" ref={heading} tabIndex={-1} className="text-3xl font-semibold outline-none">
          {t(!begun ? 'notBegun' : ended || !trouble ? 'after' : 'state.ended')}
        </h1>
        {ended && <p className="mt-2 text-quiet">{t(ended.saved ? 'afterAbout' : 'afterUnsaved')}</p>}
        {!ended && kept && <p className="mt-2 text-quiet">{t('afterAbout')}</p>}
        {reason && <p className="mt-2">{t(reason)}</p>}
      </div>
      {trouble && (
        <p role="alert" className="rounded-xl bg-warn p-4 leading-relaxed text-on-warn">
          {t(`trouble.${trouble}`)}
        </p>
      )}
      <Unsent texts={view.waiting} />
      {!kept && !looking && !trouble && <p className="text-quiet">{t(begun ? 'afterLost' : 'afterNothing')}</p>}
      {looking && (
        <p role="status" className="text-quiet">
          {t('looking')}
        </p>
      )}
      {kept && <KeptCard kept={kept} change={change} />}
      {kept && change && <Rating kept={kept} change={change} />}
      <div className="flex flex-wrap gap-3 max-sm:*:grow">
        <button type="button" className="button button-main" onClick={onAgain}>
          {t('again')}
        </button>
        {lines.some(({ status }) => status === 'final') && (
          <button type="button" className="button" onClick={download}>
            <Icon name="download" />
            {t('download')}
          </button>
        )}
      </div>
    </section>
  )
}
