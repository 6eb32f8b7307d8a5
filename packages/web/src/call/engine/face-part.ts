import type { CallState } from '@rawi/agent'
import type { Loudness } from '../../avatar/avatar.ts'
import type { Language } from './messages.ts'
import type { PhonemePlace } from './speech.ts'

/** What somebody is called in each language. */
export type Names = Partial<Readonly<Record<Language, string>>>

/** What a call asks of the face; a page without one gives functions that do nothing. */
export interface FacePart {
  look(look: string, name: Names): void
  state(state: CallState): void
  /** The words, so that brows and smile follow what they mean. */
  says(text: string): void
  /** An utterance begins: every sound of it known so far, and how loud it is. */
  mouth(phonemes: readonly PhonemePlace[], loudness: Loudness | undefined): void
  /** Every sound of the same utterance known by now. */
  mouthOn(phonemes: readonly PhonemePlace[]): void
  /** Without sounds of the mouth it follows what is heard. */
  listen(analyser: AnalyserNode | undefined): void
  played(samples: number, rate: number): void
  interrupted(): void
}
