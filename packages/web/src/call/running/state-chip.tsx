import { type ReactNode, useEffect, useState } from 'react'
import type { CallView } from '../engine/call-view.ts'
import { formatDuration } from '../words/format-duration.ts'
import { useWords } from '../words/use-words.ts'

/** Each state has a shape of its own beside its words: colour alone tells nobody. */
const SHAPES: Readonly<Record<CallView['state'], string>> = {
  connecting: 'rounded-full border-2 border-current motion-safe:animate-pulse',
  listening: 'rounded-full bg-current',
  thinking: 'rounded-sm bg-current motion-safe:animate-pulse',
  speaking: 'rounded-full bg-current ring-3 ring-current/35',
  ended: 'bg-current',
}

/** What the agent is doing, for how long the call runs, and whether its sound is kept. */
export function StateChip({ view }: { readonly view: CallView }): ReactNode {
  const { t } = useWords()
  const joined = view.link === 'open'
  if (view.link === 'elsewhere') return null
  const state = joined ? view.state : 'connecting'
  const chip = 'flex items-center gap-2 rounded-2xl bg-black/70 px-3 py-1 text-xs text-white @2xs:text-sm'
  return (
    <div className="absolute inset-x-3 top-3 flex flex-wrap items-center justify-between gap-2">
      <div className={chip} data-state={state}>
        <span aria-hidden="true" className={`size-2.5 shrink-0 ${SHAPES[state]}`} />
        <span role="status">{t(view.operator ? 'operator' : view.transferred ? 'transferred' : `state.${state}`)}</span>
      </div>
      {view.welcome?.recording && joined && (
        <div className={chip}>
          <span aria-hidden="true" className="size-2.5 rounded-full bg-red-400" />
          {t('recording')}
        </div>
      )}
      {joined && (
        <div className={chip}>
          <Timer since={view.startedAt} />
        </div>
      )}
    </div>
  )
}

function Timer({ since }: { readonly since: number }): ReactNode {
  const { t } = useWords()
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dir="ltr" className="tabular-nums" aria-label={t('duration')} role="timer">
      {formatDuration((now - since) / 1_000)}
    </time>
  )
}
