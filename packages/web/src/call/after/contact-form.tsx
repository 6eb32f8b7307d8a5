import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { SpokenText } from '../words/spoken-text.tsx'
import { useWords } from '../words/use-words.ts'
import { type Contact, contactChange, FIELDS, type Field, type NotKept } from './own-record.ts'
import type { OwnRecordView } from './use-own-record.ts'

export interface ContactFormProps {
  readonly kept: Contact
  readonly change: NonNullable<OwnRecordView['change']>
  readonly onSaved: () => void
  readonly onCancel: () => void
}

const LABELS = { name: 'keptName', phone: 'keptPhone', email: 'keptEmail' } as const
const BOXES = {
  name: { type: 'text', dir: 'auto', autoComplete: 'name', maxLength: 200 },
  phone: { type: 'tel', dir: 'ltr', autoComplete: 'tel', maxLength: 64 },
  email: { type: 'email', dir: 'ltr', autoComplete: 'email', maxLength: 254 },
} as const

/** Name, number and address as they should have been kept; what the server finds wrong is told beside its box. */
export function ContactForm({ kept, change, onSaved, onCancel }: ContactFormProps): ReactNode {
  const { t } = useWords()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [told, setTold] = useState({ name: kept.name ?? '', phone: kept.phone ?? '', email: kept.email ?? '' })
  const [wrong, setWrong] = useState<readonly Field[]>([])
  const [notKept, setNotKept] = useState<NotKept>()
  const [saving, setSaving] = useState(false)
  const focus = (field: Field) => form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is there
  useEffect(() => focus('name'), [])

  async function save(): Promise<void> {
    const contact = contactChange(kept, told)
    if (!contact) return onCancel()
    setSaving(true)
    setNotKept(undefined)
    const answer = await change({ contact })
    setSaving(false)
    if ('message_count' in answer) return onSaved()
    const fields = 'wrong' in answer ? answer.wrong : []
    setWrong(fields)
    if ('notKept' in answer) setNotKept(answer.notKept)
    if (fields[0]) focus(fields[0])
  }

  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4 py-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving) void save()
      }}
      onKeyDown={(event) => {
        if (event.code === 'Escape' && !event.nativeEvent.isComposing) onCancel()
      }}
    >
      {FIELDS.map((field) => {
        const faulty = wrong.includes(field)
        const said = [faulty && `${id}-${field}-wrong`, field === 'phone' && `${id}-hint`].filter(Boolean).join(' ')
        return (
          <div key={field}>
            <label htmlFor={`${id}-${field}`} className="mb-1 block font-semibold">
              {t(LABELS[field])}
            </label>
            <input
              {...BOXES[field]}
              id={`${id}-${field}`}
              name={field}
              value={told[field]}
              aria-invalid={faulty}
              aria-describedby={said || undefined}
              className={`field rtl:[&[dir=ltr]]:text-right ${faulty ? 'border-hangup' : ''}`}
              onChange={({ currentTarget: { value } }) => {
                setTold({ ...told, [field]: value })
                setWrong(wrong.filter((other) => other !== field))
              }}
            />
            {field === 'phone' && (
              <p id={`${id}-hint`} className="mt-1 text-sm text-quiet">
                {t('phoneHint')}
              </p>
            )}
            {faulty && (
              <p id={`${id}-${field}-wrong`} role="alert" className="mt-1 text-sm font-semibold text-hangup">
                <SpokenText text={t(`wrong.${field}`)} />
              </p>
            )}
          </div>
        )
      })}
      {notKept && (
        <p role="alert" className="rounded-xl bg-warn px-3 py-2 text-sm leading-relaxed text-on-warn">
          {t(`notKept.${notKept}`)}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <button type="submit" className="button button-soft" aria-disabled={saving}>
          {t(saving ? 'saving' : 'save')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
