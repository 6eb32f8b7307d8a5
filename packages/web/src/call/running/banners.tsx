import type { ReactNode } from 'react'
import { NoMicrophone } from '../before/no-microphone.tsx'
import type { Call } from '../engine/call.ts'
import type { CallView } from '../engine/call-view.ts'
import { useWords } from '../words/use-words.ts'

export interface BannersProps {
  readonly call: Call
  readonly view: CallView
}

const WITHOUT = new Set(['off', 'asking', 'on'])

/** What stands in the way of the call, and the way around it. */
export function Banners({ call, view }: BannersProps): ReactNode {
  const { t } = useWords()
  const { link, microphone, trouble } = view
  return (
    <>
      {link === 'lost' && <Banner text={t('lost')} />}
      {link === 'elsewhere' && <Banner text={t('elsewhere')} action={t('bringHere')} onAction={call.bringHere} />}
      {link === 'opening' && microphone === 'asking' && <Banner text={t('allow')} />}
      {link === 'open' && trouble && (
        <Banner text={t(`trouble.${trouble}`)} action={t('dismiss')} onAction={call.dismiss} />
      )}
      {link === 'open' && view.asleep && <Banner text={t('hear')} action={t('voiceOn')} onAction={call.wake} />}
      {!WITHOUT.has(microphone) && (
        <NoMicrophone trouble={microphone as 'denied'} onAgain={() => call.chooseMicrophone('')} />
      )}
      {view.recognition === 'failed' && microphone !== 'denied' && <Banner text={t('recognitionFailed')} />}
      {view.recognition === 'on' && <p className="text-sm text-quiet">{t('speakAbout')}</p>}
    </>
  )
}

interface BannerProps {
  readonly text: string
  readonly action?: string
  readonly onAction?: () => void
}

function Banner({ text, action, onAction }: BannerProps): ReactNode {
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-xl bg-warn px-4 py-2.5 text-on-warn">
      <p className="min-w-48 flex-1">{text}</p>
      {action && (
        <button type="button" className="button min-h-9" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  )
}
