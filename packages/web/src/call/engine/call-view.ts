import type { CallState, Caption, EndedMessage, SoundAbility } from '@rawi/agent'
import type { MicrophoneTrouble } from '../sound/ask-microphone.ts'
import type { Language, Welcome } from './messages.ts'
import type { WaitingText } from './outbox.ts'
import type { RecordPlace } from './resume-place.ts'
import type { Subtitle } from './speech.ts'
import type { Trouble } from './trouble.ts'

/** How this page stands to its call. */
export type LinkState = 'opening' | 'open' | 'lost' | 'elsewhere' | 'over'

/** All that a page shows of a call. */
export interface CallView {
  readonly link: LinkState
  readonly state: CallState
  readonly language: Language
  readonly welcome: Welcome | undefined
  /** Final ones are the transcript. */
  readonly lines: readonly Caption[]
  readonly waiting: readonly WaitingText[]
  readonly subtitle: Subtitle | undefined
  /** Words stand on the picture. */
  readonly captions: boolean
  readonly muted: boolean
  readonly sound: SoundAbility
  /** The browser wants to be touched before it plays. */
  readonly asleep: boolean
  readonly microphone: 'off' | 'asking' | 'on' | MicrophoneTrouble
  readonly recognition: 'none' | 'off' | 'on' | 'failed'
  readonly trouble: Trouble | undefined
  /** A person speaks for the agent. */
  readonly operator: boolean
  /** The agent has asked a person to take over. */
  readonly transferred: boolean
  readonly ended: EndedMessage | undefined
  /** Where its caller may see and mend what was kept. */
  readonly record: RecordPlace | undefined
  /** The caller has pressed End. */
  readonly leaving: boolean
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number
}

export function firstView(language: Language, record?: RecordPlace): CallView {
  return {
    link: 'opening',
    state: 'connecting',
    language,
    welcome: undefined,
    lines: [],
    waiting: [],
    subtitle: undefined,
    captions: true,
    muted: false,
    sound: { up: false, down: false },
    asleep: false,
    microphone: 'off',
    recognition: 'none',
    trouble: undefined,
    operator: false,
    transferred: false,
    ended: undefined,
    record,
    leaving: false,
    startedAt: performance.now(),
  }
}
