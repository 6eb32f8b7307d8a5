import type { AnswerCallsOptions, CallDesk } from './call/answer-calls.ts'
import type { EmbeddedCall, EmbeddedCallOptions } from './call/embedded-call.ts'
import type { ModelSettingsInput } from './models/model-settings.ts'
import type { OpenModels } from './models/open-models.ts'
import type { TextCall, TextCallOptions } from './session/text-call.ts'

export { AVATAR_NAMES, type AvatarName, type Face } from './avatars/avatar.ts'
export { avatarRefusal, faceOf } from './avatars/start-avatar.ts'
export type { AnswerCallsOptions, CallDesk, OperatedCall, PersonaSource } from './call/answer-calls.ts'
export type * from './call/embedded-call.ts'
export type { AgentMessage, CallerMessage, CallState, Caption, EndedMessage, SoundAbility } from './call/protocol.ts'
export { PROTOCOL_VERSION } from './call/protocol.ts'
export type { CallTransport, TransportListener } from './call/transport.ts'
export { transportPair } from './call/transport-pair.ts'
export { missingPackages } from './models/missing-packages.ts'
export type { ModelSettings, ModelSettingsInput } from './models/model-settings.ts'
export { modelSettings } from './models/model-settings.ts'
export type { OpenModels } from './models/open-models.ts'
export { languagesOf } from './persona/languages.ts'
export { loadPersona, receptionPersona } from './persona/load-persona.ts'
export type { Language, Persona, Sentence } from './persona/persona.ts'
export type { NamedPersona, PersonaFolder, PersonaFolderOptions } from './persona/persona-folder.ts'
export { openPersonas, samplePersonas } from './persona/persona-folder.ts'
export type { CallRecord } from './session/call-record.ts'
export { readLines } from './session/lines.ts'
export type { TextCall, TextCallOptions } from './session/text-call.ts'
export { type BuiltinVoice, hasBuiltinVoice, openBuiltinVoice } from './speech/builtin/builtin-voice.ts'
export type { Speaker, SpeechRequest, SpokenPiece, VoiceStyle } from './speech/speaker.ts'

/**
 * Begins a call in text through a real `AgentSession`; `@livekit/agents` is loaded only now, because it is large.
 * @example
 * const call = await startTextCall({ persona, record, lines: readLines(process.stdin), onAgentText: (text) => process.stdout.write(text) })
 * const result = await call.ended
 */
export async function startTextCall<Result>(options: TextCallOptions<Result>): Promise<TextCall<Result>> {
  const { runTextCall } = await import('./session/run-text-call.ts')
  return runTextCall(options)
}

/**
 * Answers one page and begins its call; resolves when its caller has pressed Start.
 * @throws RawiError RAWI_CALL_IDLE, RAWI_RECORDER_CLOSED
 */
export async function startEmbeddedCall(options: EmbeddedCallOptions): Promise<EmbeddedCall> {
  const { embeddedCall } = await import('./call/start-embedded-call.ts')
  return embeddedCall(options)
}

/**
 * Answers any number of pages at once, each with a call of its own.
 * @example
 * const calls = await answerCalls({ recorder, personas: { get: () => ({ id: 'reception', persona }) } })
 */
export async function answerCalls(options: AnswerCallsOptions): Promise<CallDesk> {
  const { deskOfCalls } = await import('./call/answer-calls.ts')
  return deskOfCalls(options)
}

/**
 * Opens what calls think, hear and speak with, from settings that were read elsewhere.
 * @throws RawiError RAWI_CONFIG_INVALID
 * @example
 * const models = await openModels({ brain: { baseUrl: 'http://127.0.0.1:11434/v1', model: 'qwen3' } })
 */
export async function openModels(settings: ModelSettingsInput = {}): Promise<OpenModels> {
  const { connectModels } = await import('./models/open-models.ts')
  return connectModels(settings)
}
