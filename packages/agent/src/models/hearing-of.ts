import type { stt } from '@livekit/agents'
import { streamsBothLanguages } from '../speech/streaming-models.ts'
import { NO_KEY } from './brain-of.ts'
import { loadPlugin } from './load-plugin.ts'
import type { ModelSettings } from './model-settings.ts'

/** What recognises what callers say, in whichever language they say it. @throws RawiError RAWI_CONFIG_INVALID */
export async function hearingOf(settings: NonNullable<ModelSettings['hearing']>): Promise<stt.STT> {
  if (settings.provider === 'xai') {
    const { xaiHearing } = await import('../speech/xai-hearing.ts')
    return xaiHearing(settings)
  }
  const { provider, baseUrl, model, apiKey } = settings
  if (provider === 'openai') {
    const openai = await import('@livekit/agents-plugin-openai')
    return new openai.STT({
      baseURL: baseUrl,
      apiKey: apiKey ?? NO_KEY,
      model,
      detectLanguage: true,
      useRealtime: false,
    })
  }
  if (provider === 'google') {
    const { googleHearing } = await import('../speech/google-hearing.ts')
    return googleHearing({ baseUrl, model, apiKey })
  }
  if (provider === 'mistral') {
    const { mistralHearing } = await import('../speech/mistral-hearing.ts')
    return mistralHearing({ baseUrl, model, apiKey })
  }
  if (provider === 'elevenlabs') {
    const { elevenlabsHearing } = await import('../speech/elevenlabs-hearing.ts')
    return elevenlabsHearing({ baseUrl, model, apiKey })
  }
  if (streamsBothLanguages(model)) {
    const { deepgramHearing } = await import('../speech/deepgram-hearing.ts')
    return deepgramHearing({ baseUrl, model, apiKey })
  }
  const deepgram = await loadPlugin('deepgram', () => import('@livekit/agents-plugin-deepgram'))
  const { wholeTurns } = await import('../speech/whole-turns.ts')
  const { quietLogs } = await import('../call/open-session.ts')
  // The plugin refuses to be made before there is a log.
  quietLogs()
  // The stream of these models hears one language that must be named before; a request for a whole turn finds it out.
  return wholeTurns(
    new deepgram.STT({
      apiKey,
      model,
      detectLanguage: true,
      ...(baseUrl !== undefined && { baseUrl: baseUrl.replace(/\/+$/, '') }),
    }),
  )
}
