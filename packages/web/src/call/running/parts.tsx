import { Direction } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { After } from '../after/after.tsx'
import type { Call } from '../engine/call.ts'
import { useWords } from '../words/use-words.ts'
import { Banners } from './banners.tsx'
import { Controls } from './controls.tsx'
import { StateChip } from './state-chip.tsx'
import { Subtitles } from './subtitles.tsx'
import { TextBox } from './text-box.tsx'
import { Transcript } from './transcript.tsx'
import { useView } from './use-view.ts'

/** What stands on the picture while a call runs. */
export function OnFace({ call }: { readonly call: Call }): ReactNode {
  const view = useView(call)
  if (view.link === 'over') return null
  return (
    <>
      <StateChip view={view} />
      {view.captions && <Subtitles subtitle={view.subtitle} />}
    </>
  )
}

export interface PanelProps {
  readonly call: Call
  readonly onAgain: () => void
}

/** What stands beside the picture from Start on. */
export function Panel({ call, onAgain }: PanelProps): ReactNode {
  const { t, language } = useWords()
  const view = useView(call)
  const [draft, setDraft] = useState('')
  // What is typed or ended here would not reach a call that goes on in another tab.
  const here = view.link !== 'elsewhere'
  if (view.link === 'over') return <After view={view} onAgain={onAgain} />
  return (
    <Direction.Provider dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <section className="flex min-h-0 w-full flex-1 flex-col gap-3 wide:h-full" aria-label={t('title')}>
        <h1 className="sr-only">{t('title')}</h1>
        <Banners call={call} view={view} />
        <Transcript view={view} />
        {here && (
          <TextBox
            value={draft}
            limit={view.welcome?.limits.text}
            onChange={setDraft}
            onSend={(text) => {
              call.type(text)
              setDraft('')
            }}
          />
        )}
        {here && <Controls call={call} view={view} />}
      </section>
    </Direction.Provider>
  )
}
