import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { CalledBefore, EarlierCall } from './after/called-before.tsx'
import type { AwaitedCall } from './awaited-call.ts'
import { Before } from './before/before.tsx'
import { LanguageChoice } from './before/language-choice.tsx'
import type { Call } from './engine/call.ts'
import { type RecordPlace, type ResumePlace, recordPlace, resumePlace } from './engine/resume-place.ts'
import { FaceFrame } from './face/face-frame.tsx'
import { type Face, openFace } from './face/open-face.ts'
import type { OnFace, Panel } from './running/parts.tsx'
import { useWords } from './words/use-words.ts'

/** What is loaded when the caller presses Start, and no sooner. */
interface Running {
  readonly call: Call
  readonly OnFace: typeof OnFace
  readonly Panel: typeof Panel
}

/** A call that was over when the page was loaded, with what shows it. */
interface Past {
  readonly earlier: EarlierCall
  readonly CalledBefore: typeof CalledBefore
}

/** How wide the face may be in each part, where it stands above the words: a call is looked at, what was kept of it is read. */
const FACE_WIDTH = {
  before: 'max-w-[min(16rem,22dvh)] sm:max-w-sm',
  during: 'max-w-[min(100%,36dvh)]',
  after: 'max-w-40',
} as const
const never = () => () => {}

/** Before, during and after a call; the face stays where it is. */
export function CallPage({ awaited }: { readonly awaited: AwaitedCall }): ReactNode {
  const { t, language, learn } = useWords()
  const [face] = useState<Face>(() => openFace(awaited))
  const [running, setRunning] = useState<Running>()
  const [past, setPast] = useState<Past>()
  const [starting, setStarting] = useState(false)
  const [returned, setReturned] = useState(false)
  const begun = useRef(false)

  async function learnCallWords(): Promise<void> {
    learn((await import('./words/call-words.ts')).callWords)
  }

  async function begin(microphone?: string, resume?: ResumePlace): Promise<void> {
    if (begun.current) return
    begun.current = true
    setStarting(true)
    recordPlace.forget()
    // Made at once, while the browser still sees the caller's touch.
    const context = newContext()
    const [{ openCall }, parts] = await Promise.all([
      import('./engine/call.ts'),
      import('./running/parts.tsx'),
      learnCallWords(),
    ])
    const persona = new URLSearchParams(location.search).get('persona') ?? undefined
    setRunning({ call: openCall({ language, face, context, persona, microphone, resume }), ...parts })
    setStarting(false)
  }

  async function lookBack(place: RecordPlace): Promise<void> {
    begun.current = true
    setStarting(true)
    const [{ CalledBefore, findEarlier }] = await Promise.all([import('./after/called-before.tsx'), learnCallWords()])
    const earlier = await findEarlier(place)
    begun.current = false
    setStarting(false)
    if (!earlier) return
    setPast({ earlier, CalledBefore })
    face.state('ended')
  }

  // A refresh in the middle of a call goes on with it; after a call it shows again what was kept.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is there
  useEffect(() => {
    const place = resumePlace.read()
    if (place) return void begin(undefined, place)
    const record = recordPlace.read()
    if (record) void lookBack(record)
  }, [])

  function again(): void {
    begun.current = false
    recordPlace.forget()
    setRunning(undefined)
    setPast(undefined)
    setReturned(true)
    face.state('listening')
  }

  const over = useSyncExternalStore(
    running?.call.view.subscribe ?? never,
    () => running?.call.view.get().link === 'over',
  )
  const part = past || over ? 'after' : running ? 'during' : 'before'
  return (
    <div
      className={`mx-auto flex max-w-6xl flex-col gap-3 px-4 py-3 sm:px-6 ${part === 'during' ? 'h-dvh' : 'min-h-dvh'}`}
    >
      <header className="flex items-center justify-between gap-4">
        <p className="font-semibold text-quiet">{t('brand')}</p>
        {awaited.languages.length > 1 && <LanguageChoice />}
      </header>
      <main
        className={`flex min-h-0 flex-1 flex-col gap-4 pb-2 wide:grid wide:grid-cols-2 wide:items-center wide:gap-10 wide:pb-6 ${part === 'during' ? 'wide:grid-rows-[minmax(0,1fr)]' : ''}`}
      >
        <div className="wide:self-stretch">
          <div className="wide:sticky wide:top-[4.125rem] wide:grid wide:h-[calc(100dvh-6.375rem)] wide:items-center">
            <div className={`mx-auto w-full ${FACE_WIDTH[part]} wide:max-w-[min(100%,70dvh)]`}>
              <FaceFrame face={face}>{running && <running.OnFace call={running.call} />}</FaceFrame>
            </div>
          </div>
        </div>
        {running ? (
          <running.Panel call={running.call} onAgain={again} />
        ) : past ? (
          <past.CalledBefore earlier={past.earlier} onAgain={again} />
        ) : (
          <Before
            awaited={awaited}
            starting={starting}
            returned={returned}
            onStart={(microphone, place) => void begin(microphone, place)}
          />
        )}
      </main>
    </div>
  )
}

function newContext(): AudioContext | undefined {
  try {
    return new AudioContext({ sampleRate: 24_000, latencyHint: 'interactive' })
  } catch {
    return undefined
  }
}
