import { RawiError } from 'rawi'
import type { CallModels } from '../call/embedded-call.ts'
import { openBuiltinVoice } from '../speech/builtin/builtin-voice.ts'
import { openaiVoice } from '../speech/openai-voice.ts'
import type { Speaker } from '../speech/speaker.ts'
import { type ModelSettings, type ModelSettingsInput, modelSettings } from './model-settings.ts'

/** A server on one's own machine asks for no key; the client insists on one. */
const NO_KEY = 'none'

/** What calls think, hear and speak with, for all of them; `close` when the last one is over. */
export interface OpenModels extends CallModels {
  close(): Promise<void>
}

/**
 * Opens the models that the settings name; what they leave out, the call does without.
 * @throws RawiError RAWI_CONFIG_INVALID
 */
export async function connectModels(input: ModelSettingsInput = {}): Promise<OpenModels> {
  const parsed = modelSettings.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new RawiError('RAWI_CONFIG_INVALID', `${issue?.path.join('.') || 'models'}: ${issue?.message ?? 'invalid'}`)
  }
  const { brain, hearing } = parsed.data
  const voice = voiceOf(parsed.data.voice)
  // Large, and not needed without a key.
  const openai = brain || hearing ? await import('@livekit/agents-plugin-openai') : undefined
  const ears =
    hearing &&
    openai &&
    new openai.STT({
      baseURL: hearing.baseUrl,
      apiKey: hearing.apiKey ?? NO_KEY,
      model: hearing.model,
      detectLanguage: true,
      useRealtime: false,
    })
  return {
    ...(brain &&
      openai && {
        brain: new openai.LLM({
          baseURL: brain.baseUrl,
          apiKey: brain.apiKey ?? NO_KEY,
          model: brain.model,
          ...(brain.temperature !== undefined && { temperature: brain.temperature }),
        }),
      }),
    ...(ears && { hearing: ears }),
    ...(voice && { voice }),
    async close() {
      await Promise.allSettled([voice?.close(), ears?.close()])
    },
  }
}

function voiceOf(settings: ModelSettings['voice']): Speaker | undefined {
  if (settings === 'none') return undefined
  if (settings === 'builtin') return openBuiltinVoice()
  return openaiVoice(settings)
}
