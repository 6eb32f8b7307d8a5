import type { TextCall, TextCallOptions } from './session/text-call.ts'

export { loadPersona, receptionPersona } from './persona/load-persona.ts'
export type { Language, Persona, Sentence } from './persona/persona.ts'
export type { CallRecord } from './session/call-record.ts'
export { readLines } from './session/lines.ts'
export type { TextCall, TextCallOptions } from './session/text-call.ts'

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
