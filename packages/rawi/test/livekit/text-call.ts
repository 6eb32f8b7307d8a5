import { type llm, voice } from '@livekit/agents'
import { ScriptedModel, type Step } from './scripted-model.ts'

/** A session without sound, whose model plays these turns. */
export function textSession(...turns: Step[][]) {
  const model = new ScriptedModel(...turns)
  const session = new voice.AgentSession({
    llm: model,
    vad: null,
    turnHandling: { turnDetection: null },
    userAwayTimeout: null,
    connOptions: { llmConnOptions: { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 } },
  })
  return session
}

export const receptionist = (tools: llm.ToolContextLike = {}) =>
  new voice.Agent({ id: 'front', instructions: 'Be brief.', tools })
