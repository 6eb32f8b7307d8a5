import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '../icon.tsx'
import { formatDuration } from '../words/format-duration.ts'
import { useWords } from '../words/use-words.ts'
import { ContactForm } from './contact-form.tsx'
import type { OwnRecord } from './own-record.ts'
import type { OwnRecordView } from './use-own-record.ts'

export interface KeptCardProps {
  readonly kept: OwnRecord
  readonly change: OwnRecordView['change']
}

/** What was kept, with a way to mend what was kept of the caller. */
export function KeptCard({ kept, change }: KeptCardProps): ReactNode {
  const { t } = useWords()
  const [step, setStep] = useState<'read' | 'edit' | 'saved' | 'cancelled'>('read')
  const edit = useRef<HTMLButtonElement>(null)
  // The form is gone: the keyboard goes on where it was opened.
  useEffect(() => {
    if (step === 'saved' || step === 'cancelled') edit.current?.focus()
  }, [step])
  const editing = step === 'edit' && change !== undefined
  return (
    <div className="card divide-y divide-line px-5">
      <dl className="divide-y divide-line">
        <Kept name={t('keptDuration')}>
          <bdi dir="ltr" className="tabular-nums">
            {formatDuration(kept.duration_seconds ?? 0)}
          </bdi>
        </Kept>
        <Kept name={t('keptMessages')}>{t('messages', { count: kept.message_count })}</Kept>
        {!editing && (
          <>
            <Kept name={t('keptName')}>{kept.name ? <bdi className="break-words">{kept.name}</bdi> : <Missing />}</Kept>
            <Kept name={t('keptPhone')}>{kept.phone ? <Latin text={kept.phone} /> : <Missing />}</Kept>
            {kept.email && (
              <Kept name={t('keptEmail')}>
                <Latin text={kept.email} />
              </Kept>
            )}
          </>
        )}
      </dl>
      {editing ? (
        <ContactForm
          kept={kept}
          change={change}
          onSaved={() => setStep('saved')}
          onCancel={() => setStep('cancelled')}
        />
      ) : (
        change && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <button ref={edit} type="button" className="button" onClick={() => setStep('edit')}>
              <Icon name="edit" />
              {t(kept.name || kept.phone || kept.email ? 'correct' : 'addContact')}
            </button>
            <p role="status" className="text-sm text-quiet empty:hidden">
              {step === 'saved' && t('saved')}
            </p>
          </div>
        )
      )}
    </div>
  )
}

function Kept({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2.5">
      <dt className="shrink-0 text-quiet">{name}</dt>
      <dd className="min-w-0 text-end font-semibold">{children}</dd>
    </div>
  )
}

/** Numbers and addresses keep their own direction. */
function Latin({ text }: { readonly text: string }): ReactNode {
  return (
    <bdi dir="ltr" className="tabular-nums wrap-anywhere">
      {text}
    </bdi>
  )
}

function Missing(): ReactNode {
  const { t } = useWords()
  return <span className="font-normal text-quiet">{t('notSaid')}</span>
}
