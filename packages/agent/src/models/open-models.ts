import { RawiError } from 'rawi'
import type { CallModels } from '../call/embedded-call.ts'
import { openBuiltinVoice } from '../speech/builtin/builtin-voice.ts'
import { deepgramVoice } from '../speech/deepgram-voice.ts'
import { elevenlabsVoice } from '../speech/elevenlabs-voice.ts'
import { googleVoice } from '../speech/google-voice.ts'
import { mistralVoice } from '../speech/mistral-voice.ts'
import { openaiVoice } from '../speech/openai-voice.ts'
import type { Speaker } from '../speech/speaker.ts'
import { xaiVoice } from '../speech/xai-voice.ts'
import { brainOf } from './brain-of.ts'
import { hearingOf } from './hearing-of.ts'
import { type ModelSettings, type ModelSettingsInput, modelSettings } from './model-settings.ts'

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
  const ears = hearing && (await hearingOf(hearing))
  const thinks = brain && (await brainOf(brain))
  const voice = voiceOf(parsed.data.voice)
  return {
    ...(thinks && { brain: thinks }),
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
  switch (settings.provider) {
    case 'deepgram':
      return deepgramVoice(settings)
    case 'elevenlabs':
      return elevenlabsVoice(settings)
    case 'google':
      return googleVoice(settings)
    case 'mistral':
      return mistralVoice(settings)
    case 'xai':
      return xaiVoice(settings)
    case 'openai':
      return openaiVoice(settings)
  }
}
