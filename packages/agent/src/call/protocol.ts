import { z } from 'zod'
import { TEXT_MAX } from './bounds.ts'

/** Version of the messages between a call's page and its server. A change that old pages cannot follow raises it. */
export const PROTOCOL_VERSION = 1

const whole = z.number().int().min(0)
const language = z.enum(['ar', 'en'])
const token = z.string().min(1).max(200)
/** What the page can do with sound; without `up` it types, without `down` it reads. */
const sound = z.strictObject({ up: z.boolean(), down: z.boolean() })
const words = z.string().max(TEXT_MAX)

/** What a page may say, one JSON object in one text message. */
export const callerMessage = z.discriminatedUnion('type', [
  /** First of all, once per connection; `resume` goes on with a call after a refresh or a lost network. */
  z.strictObject({
    type: z.literal('hello'),
    version: whole,
    persona: z.string().max(64).optional(),
    resume: z.strictObject({ call: token, token }).optional(),
    sound: sound.optional(),
  }),
  /** The caller pressed Start: the call begins to be kept. */
  z.strictObject({ type: z.literal('start'), language: language.optional(), sound }),
  /** Up to which sample of which utterance has been heard; several times a second while it is played. */
  z.strictObject({ type: z.literal('played'), utterance: whole.max(0xffff), position: whole.max(0xffffffff) }),
  /** Typed words; `id` comes back in the caption and in `taken`. */
  z.strictObject({ type: z.literal('text'), id: z.string().min(1).max(64), text: words }),
  /** What the browser's own speech recognition heard. */
  z.strictObject({ type: z.literal('heard'), text: words, final: z.boolean() }),
  z.strictObject({ type: z.literal('mute'), muted: z.boolean() }),
  /** A microphone or loudspeaker came or went. */
  z.strictObject({ type: z.literal('sound'), sound }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('ping'), at: z.number() }),
])

export type CallerMessage = z.infer<typeof callerMessage>
export type SoundAbility = z.infer<typeof sound>
type Language = z.infer<typeof language>

export type CallState = 'connecting' | 'listening' | 'thinking' | 'speaking' | 'ended'

/** One line of the transcript as a page shows it; a later one with the same `id` replaces it. */
export interface Caption {
  readonly type: 'caption'
  readonly id: string
  readonly speaker: 'caller' | 'agent' | 'operator'
  /** `interim`: still guessed at, or still being said. */
  readonly status: 'interim' | 'final'
  readonly text: string
  readonly language?: Language
  /** What was heard of it, where the agent was interrupted. */
  readonly heard?: string
  /** The sound of these words, where they are spoken: in an interim line also before the sound is there. */
  readonly utterance?: number
}

/** How the call ended, and what was kept of it. */
export interface EndedMessage {
  readonly type: 'ended'
  readonly reason: string
  readonly conversation: string
  readonly seconds: number
  readonly messages: number
  readonly saved: boolean
  readonly name?: string
  readonly phone?: string
  readonly email?: string
}

/** What a server says, one JSON object in one text message. */
export type AgentMessage =
  | {
      readonly type: 'welcome'
      readonly version: number
      readonly call: string
      /** Goes on with this call from another connection; keep it in the tab only. */
      readonly token: string
      readonly rates: { readonly up: number; readonly down: number }
      readonly persona: { readonly id: string; readonly look: string; readonly name: Record<Language, string> }
      readonly languages: readonly Language[]
      readonly language: Language
      /** Who turns speech into words: the server, the page, or nobody. */
      readonly hearing: 'server' | 'page'
      readonly voice: boolean
      readonly recording: boolean
      /** What stands for the agent: a face that the page draws, or a sign that moves with the sound. */
      readonly face: 'drawn' | 'none'
      readonly limits: { readonly text: number; readonly resumeSeconds: number }
    }
  /** The call goes on here: everything shown so far, and how it stands. */
  | {
      readonly type: 'resumed'
      readonly captions: readonly Caption[]
      readonly state: CallState
      readonly language: Language
      readonly muted: boolean
      /** Since the call began. */
      readonly seconds: number
    }
  /** Where what was kept can be asked for once the call is over, and the key to it; keep it as the token. */
  | { readonly type: 'record'; readonly conversation: string; readonly key: string }
  | { readonly type: 'state'; readonly state: CallState }
  | Caption
  /** At which sample of the utterance each word begins; `start` and `end` count characters of the caption. */
  | {
      readonly type: 'words'
      readonly utterance: number
      readonly words: readonly { readonly start: number; readonly end: number; readonly position: number }[]
    }
  /** Sounds of the utterance for the avatar's mouth, as IPA. */
  | {
      readonly type: 'visemes'
      readonly utterance: number
      readonly timeline: readonly { readonly ms: number; readonly phoneme: string }[]
    }
  /** `clear` forgets everything not yet played; `end` says how long the utterance is. */
  | {
      readonly type: 'playback'
      readonly action: 'pause' | 'resume' | 'clear' | 'end'
      readonly utterance: number
      readonly position: number
    }
  | { readonly type: 'taken'; readonly id: string }
  /** The call is handed to a person. */
  | { readonly type: 'transferred'; readonly to: string }
  /** A person has taken over, or given the call back. */
  | { readonly type: 'operator'; readonly present: boolean }
  | { readonly type: 'error'; readonly code: string; readonly message: string }
  | EndedMessage
  | { readonly type: 'pong'; readonly at: number }
