import type { llm } from '@livekit/agents'
import { loadPlugin } from './load-plugin.ts'
import type { ModelSettings } from './model-settings.ts'

/** A server on one's own machine asks for no key; the client insists on one. */
export const NO_KEY = 'none'

/** Up to and with its version; hearing and voice are asked there too. */
export const XAI = 'https://api.x.ai/v1'

/** What answers instead of the offline brain; its package is large, and loaded only here. @throws RawiError RAWI_CONFIG_INVALID */
export async function brainOf(settings: NonNullable<ModelSettings['brain']>): Promise<llm.LLM> {
  const { provider, baseUrl, model, apiKey = NO_KEY, temperature } = settings
  const asked = { model, apiKey, ...(temperature !== undefined && { temperature }) }
  if (provider === 'google') {
    const google = await loadPlugin('google', () => import('@livekit/agents-plugin-google'))
    // Told that it is not Vertex, or a variable of the environment would turn the key away.
    return new google.LLM({ ...asked, vertexai: false, ...(baseUrl !== undefined && { httpOptions: { baseUrl } }) })
  }
  if (provider === 'mistral') {
    const { mistralBrain } = await import('./mistral-brain.ts')
    return mistralBrain(asked, baseUrl)
  }
  const openai = await import('@livekit/agents-plugin-openai')
  // Whoever chose no provider named an address.
  return new openai.LLM({ ...asked, baseURL: baseUrl ?? XAI })
}
