import type { ReactNode } from 'react'
import { firstView } from '../engine/call-view.ts'
import { type RecordPlace, recordPlace } from '../engine/resume-place.ts'
import { useWords } from '../words/use-words.ts'
import { After } from './after.tsx'
import { askRecord, type OwnRecord } from './own-record.ts'

/** A call that was over before this page was loaded. */
export interface EarlierCall {
  readonly place: RecordPlace
  /** Undefined where the server did not say: it is looked for further. */
  readonly kept: OwnRecord | undefined
}

/** What the server still shows of it; a key whose time is over is forgotten. */
export async function findEarlier(place: RecordPlace): Promise<EarlierCall | undefined> {
  const answer = await askRecord(place)
  if ('notKept' in answer && answer.notKept === 'tooLate') {
    recordPlace.forget()
    return undefined
  }
  return { place, kept: 'message_count' in answer ? answer : undefined }
}

export interface CalledBeforeProps {
  readonly earlier: EarlierCall
  readonly onAgain: () => void
}

/** After a refresh: the same record, with the same doors to it. What was said stayed with the page that heard it. */
export function CalledBefore({ earlier, onAgain }: CalledBeforeProps): ReactNode {
  const { language } = useWords()
  return <After view={firstView(language, earlier.place)} found={earlier.kept} onAgain={onAgain} />
}
