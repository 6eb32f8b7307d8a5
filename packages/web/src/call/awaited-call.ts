import type { Names } from './engine/face-part.ts'
import type { Language } from './engine/messages.ts'

/** Where the server does not say who will answer. */
export const FIRST_LOOK = 'layla'

/** What call awaits its caller, as the server wrote into the page; the call itself says it again. */
export interface AwaitedCall {
  readonly look: string
  readonly name: Names
  /** A face to be drawn, or a sign of the sound alone. */
  readonly shown: 'drawn' | 'none'
  /** What whoever answers speaks: first the language they begin with. */
  readonly languages: readonly [Language, ...Language[]]
  /** The sound of the call is kept too. */
  readonly recording: boolean
}

export function awaitedCall(page: Pick<Document, 'querySelector'>): AwaitedCall {
  const told = page.querySelector<HTMLMetaElement>('meta[name=rawi-call]')?.content ?? '{}'
  const call = JSON.parse(told) as Partial<AwaitedCall>
  return { look: FIRST_LOOK, name: {}, shown: 'drawn', languages: ['ar', 'en'], recording: false, ...call }
}
