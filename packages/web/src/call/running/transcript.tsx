import type { Caption } from '@rawi/agent'
import { type ReactNode, useEffect, useRef } from 'react'
import type { CallView } from '../engine/call-view.ts'
import { SpokenText } from '../words/spoken-text.tsx'
import { useWords } from '../words/use-words.ts'

/** Pixels from the end within which new lines are followed. */
const NEAR_END = 80

/** What was said so far; a screen reader hears each line when it is final. */
export function Transcript({ view }: { readonly view: CallView }): ReactNode {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const follow = useRef(true)
  // Of what was cut before anything was heard there is nothing to show.
  const final = view.lines.filter(({ status, heard }) => status === 'final' && heard?.trim() !== '')
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when lines come
  useEffect(() => {
    if (follow.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [final.length, view.waiting.length])
  // What comes up below it, such as a keyboard or a banner, leaves the last line in sight.
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(() => {
      if (follow.current) box.current?.scrollTo({ top: box.current.scrollHeight })
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={box}
      role="log"
      aria-label={t('transcript')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follow.current = scrollHeight - scrollTop - clientHeight < NEAR_END
      }}
      className="card min-h-16 flex-1 overflow-y-auto overscroll-contain p-4"
    >
      {final.length + view.waiting.length === 0 && (
        <p className="grid h-full place-items-center text-center text-quiet">{t('nothingYet')}</p>
      )}
      <ol className="flex flex-col gap-3">
        {final.map((line) => (
          <Said key={line.id} line={line} name={view.welcome?.persona.name[view.language]} />
        ))}
        {view.waiting.map(({ id, text, failed }) => (
          <li key={id} className="ms-auto max-w-[85%]">
            <p className="mb-0.5 text-end text-xs text-quiet">{t(failed ? 'failed' : 'sending')}</p>
            <p
              dir="auto"
              className="rounded-2xl border border-dashed border-line px-4 py-2 wrap-anywhere whitespace-pre-wrap"
            >
              {text.length > 400 ? `${text.slice(0, 400)}…` : text}
            </p>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Said({ line, name }: { readonly line: Caption; readonly name: string | undefined }): ReactNode {
  const { t } = useWords()
  const mine = line.speaker === 'caller'
  const speaker = mine ? t('you') : line.speaker === 'operator' ? t('person') : (name ?? t('agent'))
  const cut = line.heard !== undefined
  return (
    <li className={`max-w-[85%] ${mine ? 'ms-auto' : 'me-auto'}`} data-speaker={line.speaker}>
      <p className={`mb-0.5 text-xs text-quiet ${mine ? 'text-end' : ''}`}>
        {speaker}
        {cut && ` · ${t('interrupted')}`}
      </p>
      <p
        dir="auto"
        lang={line.language}
        className={`rounded-2xl px-4 py-2 leading-relaxed wrap-anywhere whitespace-pre-wrap ${mine ? 'bg-soft text-on-soft' : 'bg-well'}`}
      >
        <SpokenText text={cut ? `${line.heard} …` : line.text} />
      </p>
    </li>
  )
}
