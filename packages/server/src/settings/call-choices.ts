import type { ModelSettingsInput } from '@rawi/agent'
import { RawiError } from 'rawi'

type Part = 'BRAIN' | 'HEARING' | 'VOICE'
type Given = { readonly [Name in `RAWI_${Part}_${'URL' | 'MODEL' | 'KEY'}`]?: string | undefined } & {
  readonly RAWI_HEARING_PROVIDER?: 'openai' | 'deepgram' | undefined
  readonly RAWI_VOICE_PROVIDER?: 'openai' | 'elevenlabs' | undefined
  readonly RAWI_VOICE?: 'builtin' | 'none' | undefined
  readonly RAWI_VOICE_NAME?: string | undefined
}

/** What calls think, hear and speak with. @throws RawiError RAWI_CONFIG_INVALID */
export function modelsOf(given: Given): ModelSettingsInput {
  const brain = endpointOf(given, 'BRAIN')
  const hearing =
    given.RAWI_HEARING_PROVIDER === 'deepgram' ? providedBy('deepgram', given, 'HEARING') : endpointOf(given, 'HEARING')
  return { ...(brain && { brain }), ...(hearing && { hearing }), voice: voiceOf(given) }
}

function voiceOf(given: Given): NonNullable<ModelSettingsInput['voice']> {
  const provided = given.RAWI_VOICE_PROVIDER === 'elevenlabs' ? providedBy('elevenlabs', given, 'VOICE') : undefined
  const endpoint = provided ?? endpointOf(given, 'VOICE')
  if (!endpoint) return given.RAWI_VOICE ?? 'builtin'
  const voice = given.RAWI_VOICE_NAME
  if (voice === undefined) {
    const choice = provided ? 'RAWI_VOICE_PROVIDER' : 'RAWI_VOICE_URL'
    throw new RawiError('RAWI_CONFIG_INVALID', `${choice} needs RAWI_VOICE_NAME, the name of its voice.`)
  }
  return { ...endpoint, voice }
}

/** A provider with an address of its own: it needs a model and a key. */
function providedBy<Provider extends string>(provider: Provider, given: Given, part: 'HEARING' | 'VOICE') {
  const baseUrl = given[`RAWI_${part}_URL`]
  const model = given[`RAWI_${part}_MODEL`]
  const apiKey = given[`RAWI_${part}_KEY`]
  if (model === undefined || apiKey === undefined) {
    const needs = `RAWI_${part}_MODEL and RAWI_${part}_KEY`
    throw new RawiError('RAWI_CONFIG_INVALID', `RAWI_${part}_PROVIDER ${provider} needs ${needs}.`)
  }
  return { provider, model, apiKey, ...(baseUrl !== undefined && { baseUrl }) }
}

function endpointOf(given: Given, part: Part): { baseUrl: string; model: string; apiKey?: string } | undefined {
  const baseUrl = given[`RAWI_${part}_URL`]
  const model = given[`RAWI_${part}_MODEL`]
  const apiKey = given[`RAWI_${part}_KEY`]
  if (baseUrl === undefined && model === undefined) return undefined
  if (baseUrl === undefined || model === undefined) {
    throw new RawiError('RAWI_CONFIG_INVALID', `RAWI_${part}_URL and RAWI_${part}_MODEL need each other.`)
  }
  return { baseUrl, model, ...(apiKey !== undefined && { apiKey }) }
}
