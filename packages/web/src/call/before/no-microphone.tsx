import type { ReactNode } from 'react'
import type { MicrophoneTrouble } from '../sound/ask-microphone.ts'
import { browserName } from '../words/browser-name.ts'
import { useWords } from '../words/use-words.ts'

export interface NoMicrophoneProps {
  readonly trouble: MicrophoneTrouble
  readonly onAgain?: () => void
}

/** Why nobody is heard, and what to do about it in this browser. */
export function NoMicrophone({ trouble, onAgain }: NoMicrophoneProps): ReactNode {
  const { t } = useWords()
  return (
    <div role="status" className="rounded-xl bg-warn p-3 text-sm leading-relaxed text-on-warn">
      <p>{t(`noMicrophone.${trouble}`)}</p>
      {trouble === 'denied' && <p className="mt-1">{t(`allowIn.${browserName(navigator.userAgent)}`)}</p>}
      {onAgain && trouble !== 'insecure' && (
        <button type="button" className="button mt-2 min-h-9" onClick={onAgain}>
          {t('tryAgain')}
        </button>
      )}
    </div>
  )
}
