import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AwaitedCall } from '../awaited-call.ts'
import { askOtherTabs, callInOtherTab } from '../engine/other-tabs.ts'
import type { ResumePlace } from '../engine/resume-place.ts'
import { Icon } from '../icon.tsx'
import { useWords } from '../words/use-words.ts'
import type { DeviceCheckProps } from './device-check.tsx'

export interface BeforeProps {
  readonly awaited: AwaitedCall
  readonly starting: boolean
  /** After a call: whoever reads by ear or keyboard goes on where the page goes on. */
  readonly returned: boolean
  readonly onStart: (microphone?: string, place?: ResumePlace) => void
}

/** Says what the call is and what is kept of it; everything else is the one button. */
export function Before({ awaited, starting, returned, onStart }: BeforeProps): ReactNode {
  const { t } = useWords()
  const [Check, setCheck] = useState<ComponentType<DeviceCheckProps>>()
  const [microphone, setMicrophone] = useState<string>()
  const [elsewhere, setElsewhere] = useState<ResumePlace>()

  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (returned) heading.current?.focus()
  }, [returned])
  useEffect(() => askOtherTabs(setElsewhere), [])

  async function start(): Promise<void> {
    // One caller has one call: a second tab takes over the first one's, or says that it wants another.
    const place = elsewhere ? undefined : await callInOtherTab()
    if (place) setElsewhere(place)
    else onStart(microphone)
  }

  return (
    <section className="mx-auto flex w-full max-w-lg flex-col gap-4 sm:gap-5 wide:mx-0 wide:max-w-none">
      <div>
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold outline-none sm:text-4xl">
          {t('welcome')}
        </h1>
        <p className="mt-1.5 leading-relaxed text-quiet sm:mt-3 sm:text-lg">
          {t(awaited.languages.length > 1 ? 'about' : 'aboutOne')}
        </p>
      </div>
      <p className="text-sm leading-relaxed text-quiet">{t(awaited.recording ? 'consentRecorded' : 'consent')}</p>
      <div className="card p-4">
        <h2 className="font-semibold">{t('check')}</h2>
        <p className="mt-1 text-sm text-quiet">{t('checkAbout')}</p>
        <div className="mt-3">
          {Check ? (
            <Check onChoose={setMicrophone} onStop={() => setCheck(undefined)} />
          ) : (
            <button
              type="button"
              className="button"
              onClick={() => void import('./device-check.tsx').then(({ DeviceCheck }) => setCheck(() => DeviceCheck))}
            >
              <Icon name="microphone" />
              {t('checkStart')}
            </button>
          )}
        </div>
      </div>
      {elsewhere && (
        <div role="status" className="flex flex-wrap items-center gap-3 rounded-xl bg-warn p-4 text-on-warn">
          <p className="grow">{t('otherTab')}</p>
          <button type="button" className="button" onClick={() => onStart(microphone, elsewhere)}>
            {t('takeOver')}
          </button>
        </div>
      )}
      {/* The one button is in sight on every phone, whatever stands above it. */}
      <div className="sticky bottom-0 -my-2 bg-ground py-2">
        <button
          type="button"
          className="button button-main min-h-14 w-full text-lg"
          disabled={starting}
          onClick={() => void start()}
        >
          {starting ? t('starting') : t(elsewhere ? 'startNew' : 'start')}
        </button>
      </div>
    </section>
  )
}
