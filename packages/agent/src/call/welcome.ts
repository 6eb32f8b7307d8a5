import type { Face } from '../avatars/avatar.ts'
import { languagesOf } from '../persona/languages.ts'
import type { Language } from '../persona/persona.ts'
import { AGENT_RATE, CALLER_RATE, TEXT_MAX } from './bounds.ts'
import type { CallLimits, CallModels, CallPersona } from './embedded-call.ts'
import { type AgentMessage, PROTOCOL_VERSION } from './protocol.ts'

export interface WelcomeFacts {
  readonly id: string
  readonly token: string
  readonly persona: CallPersona
  readonly models: CallModels
  readonly language: Language
  readonly limits: CallLimits
  readonly recording: boolean
  readonly face: Face
}

/** What a page has to know of a call before its caller presses Start. */
export function welcomeMessage(facts: WelcomeFacts): AgentMessage {
  const { id, token, models, language, limits, recording, face } = facts
  const { persona } = facts.persona
  return {
    type: 'welcome',
    version: PROTOCOL_VERSION,
    call: id,
    token,
    rates: { up: CALLER_RATE, down: AGENT_RATE },
    persona: { id: facts.persona.id, look: persona.avatar.look, name: persona.agent.name },
    languages: languagesOf(persona),
    language,
    hearing: models.hearing ? 'server' : 'page',
    voice: models.voice !== undefined,
    recording,
    face,
    limits: { text: TEXT_MAX, resumeSeconds: Math.floor(limits.resumeGraceMs / 1_000) },
  }
}
