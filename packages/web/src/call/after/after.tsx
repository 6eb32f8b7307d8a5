import { type ReactNode, useEffect, useRef } from 'react'
import type { CallView } from '../engine/call-view.ts'
import { Icon } from '../icon.tsx'
import { formatDuration } from '../words/format-duration.ts'
import { useWords } from '../words/use-words.ts'
import { saveText } from './save-text.ts'
import { transcriptText } from './transcript-text.ts'

export interface AfterProps {
  readonly view: CallView
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
export function After({ view, onAgain }: AfterProps): ReactNode {
  const { t, language } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const { ended, trouble, lines } = view
  // Whoever hung up knows why it ended.
  const reason = ended && !view.leaving && REASONS[ended.reason]
  // Whoever reads by ear or keyboard goes on where the page goes on.
  useEffect(() => heading.current?.focus(), [])

  function download(): void {
    const names = { caller: t('you'), agent: view.welcome?.persona.name[language] ?? t('agent'), operator: t('person') }
    saveText(`${t('fileName')}.txt`, transcriptText(lines, names))
  }

  return (
    <section className="mx-auto flex w-full max-w-lg flex-col gap-5 wide:mx-0" aria-labelledby="after">
      <div>
        <h1 id="after" ref={heading} tabIndex={-1} className="text-3xl font-semibold outline-none">
          {t(ended ? 'after' : 'state.ended')}
        </h1>
        {ended && <p className="mt-2 text-quiet">{t(ended.saved ? 'afterAbout' : 'afterUnsaved')}</p>}
        {reason && <p className="mt-2">{t(reason)}</p>}
      </div>
      {trouble && (
        <p role="alert" className="rounded-xl bg-warn p-4 leading-relaxed text-on-warn">
          {t(`trouble.${trouble}`)}
        </p>
      )}
      {!ended && !trouble && <p className="text-quiet">{t('afterLost')}</p>}
      {ended && (
        <dl className="card divide-y divide-line px-5">
          <Kept name={t('keptDuration')}>
            <bdi dir="ltr" className="tabular-nums">
              {formatDuration(ended.seconds)}
            </bdi>
          </Kept>
          <Kept name={t('keptMessages')}>{t('messages', { count: ended.messages })}</Kept>
          <Kept name={t('keptName')}>{ended.name ? <bdi>{ended.name}</bdi> : <Missing />}</Kept>
          <Kept name={t('keptPhone')}>
            {ended.phone ? (
              <bdi dir="ltr" className="whitespace-nowrap tabular-nums">
                {ended.phone}
              </bdi>
            ) : (
              <Missing />
            )}
          </Kept>
        </dl>
      )}
      <div className="flex flex-wrap gap-3">
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

function Kept({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex items-baseline justify-between gap-4 py-3.5">
      <dt className="text-quiet">{name}</dt>
      <dd className="text-end font-semibold">{children}</dd>
    </div>
  )
}

function Missing(): ReactNode {
  const { t } = useWords()
  return <span className="font-normal text-quiet">{t('notSaid')}</span>
}
