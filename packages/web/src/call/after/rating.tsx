import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import type { NotKept, OwnRecord } from './own-record.ts'
import type { OwnRecordView } from './use-own-record.ts'

const STARS = [1, 2, 3, 4, 5]
const COMMENT_MAX = 1_000

export interface RatingProps {
  readonly kept: Pick<OwnRecord, 'rating' | 'comment'>
  readonly change: NonNullable<OwnRecordView['change']>
}

/** How the caller found the call: stars by mouse, finger or arrow keys, and a word on it. */
export function Rating({ kept, change }: RatingProps): ReactNode {
  const { t } = useWords()
  const id = useId()
  const [stars, setStars] = useState(kept.rating ?? 0)
  const [comment, setComment] = useState(kept.comment ?? '')
  const [step, setStep] = useState<'choosing' | 'saving' | 'rated' | NotKept>(
    kept.rating === null ? 'choosing' : 'rated',
  )

  const thanks = useRef<HTMLParagraphElement>(null)
  const sent = useRef(false)
  // The button is gone: whoever reads by ear or keyboard goes on at what it did.
  useEffect(() => {
    if (step === 'rated' && sent.current) thanks.current?.focus()
  }, [step])

  async function send(): Promise<void> {
    setStep('saving')
    const answer = await change({ rating: stars, comment: comment.trim() || null })
    sent.current = 'message_count' in answer
    if (sent.current) setStep('rated')
    else setStep('notKept' in answer ? answer.notKept : 'failed')
  }

  const open = stars > 0 && step !== 'rated'
  const notKept = step !== 'choosing' && step !== 'saving' && step !== 'rated' ? step : undefined
  return (
    <form
      className="card px-5 py-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (step !== 'saving') void send()
      }}
    >
      <fieldset>
        <legend className="font-semibold">{t('rate')}</legend>
        <div className="-ms-2 mt-1 flex items-center">
          {STARS.map((star) => (
            <label
              key={star}
              className="relative grid size-11 cursor-pointer place-items-center rounded-xl hover:bg-well has-focus-visible:outline-3 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={id}
                value={star}
                checked={stars === star}
                className="sr-only"
                onChange={() => {
                  setStars(star)
                  setStep('choosing')
                }}
              />
              <Star full={star <= stars} />
              <span className="sr-only">{t('stars', { count: star })}</span>
            </label>
          ))}
          {stars > 0 && (
            <span aria-hidden="true" className="ms-3 text-quiet">
              {t('stars', { count: stars })}
            </span>
          )}
        </div>
      </fieldset>
      {open && (
        <div className="mt-3 flex flex-col gap-3">
          <div>
            <label htmlFor={`${id}-comment`} className="mb-1 block text-sm text-quiet">
              {t('comment')}
            </label>
            <textarea
              id={`${id}-comment`}
              dir="auto"
              rows={2}
              maxLength={COMMENT_MAX}
              value={comment}
              className="field resize-none py-2 leading-relaxed"
              onChange={({ currentTarget }) => setComment(currentTarget.value)}
            />
          </div>
          {notKept && (
            <p role="alert" className="rounded-xl bg-warn px-3 py-2 text-sm leading-relaxed text-on-warn">
              {t(`notKept.${notKept}`)}
            </p>
          )}
          <button type="submit" className="button button-soft self-start" aria-disabled={step === 'saving'}>
            {t(step === 'saving' ? 'saving' : 'sendRating')}
          </button>
        </div>
      )}
      <p ref={thanks} role="status" tabIndex={-1} className="mt-2 text-quiet outline-none empty:hidden">
        {step === 'rated' && t('rated')}
      </p>
    </form>
  )
}

/** Full and empty differ by their shape as well as by their colour. */
function Star({ full }: { readonly full: boolean }): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`size-8 stroke-[1.6] ${full ? 'fill-accent stroke-accent' : 'fill-none stroke-quiet'}`}
      strokeLinejoin="round"
    >
      <path d="m12 3.4 2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-3-5.3 3 1.1-6-4.4-4.2 6-.8Z" />
    </svg>
  )
}
