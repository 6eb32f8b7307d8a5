import { randomBytes } from 'node:crypto'
import { faceOf, startAvatar } from '../avatars/start-avatar.ts'
import { languageFor } from '../persona/languages.ts'
import * as bounds from './bounds.ts'
import type { CallerLink } from './caller-link.ts'
import type { CallLimits, EmbeddedCallOptions } from './embedded-call.ts'
import { receiveStart, refuse } from './receive-caller.ts'
import { type RunningCall, runEmbeddedCall } from './run-embedded-call.ts'
import { welcomeMessage } from './welcome.ts'

export type BeginOptions = Omit<EmbeddedCallOptions, 'transport'>

/** Welcomes a page that has said hello, and begins the call when its caller presses Start; undefined where they do not. */
export async function beginCall(
  link: CallerLink,
  options: BeginOptions,
  full: () => boolean = () => false,
): Promise<RunningCall | undefined> {
  const { persona, models = {} } = options
  const limits = limitsOf(options.limits)
  const id = randomBytes(12).toString('base64url')
  const token = randomBytes(32).toString('base64url')
  const language = languageFor(persona.persona, options.language)
  const recording = options.recordings !== undefined
  const face = faceOf(options.avatar)
  const welcome = welcomeMessage({ id, token, persona, models, language, limits, recording, face })
  link.send(welcome)
  const start = await receiveStart(link, limits.startTimeoutMs)
  if (!start) return undefined
  if (full()) {
    refuse(link, 'RAWI_BUSY', 'All lines are taken.')
    return undefined
  }
  const avatar = await startAvatar(options.avatar)
  return runEmbeddedCall(options, {
    avatar,
    id,
    token,
    welcome,
    limits,
    link,
    language: languageFor(persona.persona, start.language, language),
    sound: start.sound,
  })
}

export function limitsOf(given: Partial<CallLimits> = {}): CallLimits {
  return {
    resumeGraceMs: bounds.RESUME_GRACE_MS,
    startTimeoutMs: bounds.START_TIMEOUT_MS,
    silenceMaxMs: bounds.SILENCE_MAX_MS,
    callMaxMs: bounds.CALL_MAX_MS,
    turnTimeoutMs: bounds.TURN_TIMEOUT_MS,
    ...given,
  }
}
