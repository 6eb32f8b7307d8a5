import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../icon.tsx'
import { useWords } from '../words/use-words.ts'

const LIMIT = 4_000
const ROWS_MAX = 4
/**
 * Times the limit that is let into the box, to be shortened there: a browser takes minutes to lay out a megabyte of Arabic, and
 * answers nothing meanwhile.
 */
const ROOM = 2

export interface TextBoxProps {
  readonly value: string
  readonly limit: number | undefined
  readonly onChange: (text: string) => void
  readonly onSend: (text: string) => void
}

/** Always there: whatever can be said can be typed. Enter sends, Shift and Enter begin a new line. */
export function TextBox({ value, limit = LIMIT, onChange, onSend }: TextBoxProps): ReactNode {
  const { t } = useWords()
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  /** Characters too many in what was pasted and not let in. */
  const [refused, setRefused] = useState(0)
  const over = value.trim().length - limit
  const told = refused || over
  const empty = value.trim() === ''
  // Start is gone: the keyboard goes on here, except where it would cover the picture.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) box.current?.focus()
  }, [])
  // What a paste or a drop brings is judged before it is there; React has no event for that.
  useEffect(() => {
    const mine = box.current
    if (!mine) return
    const judge = (event: InputEvent) => {
      const brought = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
      const length = mine.value.length - (mine.selectionEnd - mine.selectionStart) + brought.length
      if (length <= limit * ROOM) return
      event.preventDefault()
      setRefused(length - limit)
    }
    mine.addEventListener('beforeinput', judge)
    return () => mine.removeEventListener('beforeinput', judge)
  }, [limit])
  const send = () => {
    if (empty || over > 0) return
    setRefused(0)
    onSend(value.trim())
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {told > 0 && (
        <p id={`${id}-over`} role="alert" className="mb-2 rounded-xl bg-warn px-3 py-2 text-sm text-on-warn">
          {t(refused > 0 ? 'pastedTooLong' : 'tooLong', { by: t('characters', { count: told }) })}
        </p>
      )}
      <div className="flex items-end gap-2">
        <label htmlFor={id} className="sr-only">
          {t('write')}
        </label>
        <textarea
          ref={box}
          id={id}
          dir="auto"
          rows={Math.min(ROWS_MAX, value.slice(0, 2_000).split('\n').length)}
          value={value}
          placeholder={t('write')}
          aria-invalid={over > 0}
          aria-describedby={told > 0 ? `${id}-over` : undefined}
          enterKeyHint="send"
          autoComplete="off"
          onChange={({ currentTarget }) => {
            setRefused(0)
            onChange(currentTarget.value)
          }}
          onKeyDown={(event) => {
            // While letters are being composed, Enter belongs to the composing.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            send()
          }}
          className="field max-h-32 min-h-12 resize-none field-sizing-content py-2.5 leading-relaxed"
        />
        <button type="submit" className="button button-main min-h-12" disabled={empty || over > 0}>
          <Icon name="send" flip />
          <span className="max-sm:sr-only">{t('send')}</span>
        </button>
      </div>
    </form>
  )
}
