import type { ModelSettingsInput } from '@rawi/agent'
import { RawiError } from 'rawi'

/** Whose API hears callers, or speaks to them. */
export type SpeechProvider = 'openai' | 'deepgram' | 'elevenlabs' | 'google' | 'mistral' | 'xai'

type Part = 'BRAIN' | 'HEARING' | 'VOICE'
type Given = { readonly [Name in `RAWI_${Part}_${'URL' | 'MODEL' | 'KEY'}`]?: string | undefined } & {
  readonly RAWI_BRAIN_PROVIDER?: 'openai' | 'google' | 'mistral' | 'xai' | undefined
  readonly RAWI_HEARING_PROVIDER?: SpeechProvider | undefined
  readonly RAWI_VOICE_PROVIDER?: SpeechProvider | undefined
  readonly RAWI_VOICE?: 'builtin' | 'none' | undefined
  readonly RAWI_VOICE_NAME?: string | undefined
}

/** What calls think, hear and speak with. @throws RawiError RAWI_CONFIG_INVALID */
export function modelsOf(given: Given): ModelSettingsInput {
  const brain = chosen(given.RAWI_BRAIN_PROVIDER, given, 'BRAIN')
  const hears = given.RAWI_HEARING_PROVIDER
  const hearing = hears === 'xai' ? single(hears, given, 'HEARING') : chosen(hears, given, 'HEARING')
  return { ...(brain && { brain }), ...(hearing && { hearing }), voice: voiceOf(given) }
}

function voiceOf(given: Given): NonNullable<ModelSettingsInput['voice']> {
  const provider = given.RAWI_VOICE_PROVIDER
  // At Deepgram a model is a voice.
  if (provider === 'deepgram') return providedBy(provider, given, 'VOICE')
  const endpoint = provider === 'xai' ? single(provider, given, 'VOICE') : chosen(provider, given, 'VOICE')
  if (!endpoint) return given.RAWI_VOICE ?? 'builtin'
  const voice = given.RAWI_VOICE_NAME
  if (voice === undefined) {
    const choice = 'provider' in endpoint ? 'RAWI_VOICE_PROVIDER' : 'RAWI_VOICE_URL'
    throw new RawiError('RAWI_CONFIG_INVALID', `${choice} needs RAWI_VOICE_NAME, the name of its voice.`)
  }
  return { ...endpoint, voice }
}

function chosen<Provider extends string>(provider: Provider | 'openai' | undefined, given: Given, part: Part) {
  return provider === undefined || provider === 'openai'
    ? endpointOf(given, part)
    : providedBy(provider as Exclude<Provider, 'openai'>, given, part)
}

/** A provider with an address of its own: it needs a model and a key. */
function providedBy<Provider extends string>(provider: Provider, given: Given, part: Part) {
  const model = given[`RAWI_${part}_MODEL`]
  const apiKey = given[`RAWI_${part}_KEY`]
  if (model === undefined || apiKey === undefined) {
    throw needing(provider, part, `RAWI_${part}_MODEL and RAWI_${part}_KEY`)
  }
  return { provider, model, apiKey, ...addressOf(given, part) }
}

/** A provider that has one model for this. */
function single<Provider extends string>(provider: Provider, given: Given, part: Part) {
  const apiKey = given[`RAWI_${part}_KEY`]
  if (apiKey === undefined) throw needing(provider, part, `RAWI_${part}_KEY`)
  if (given[`RAWI_${part}_MODEL`] === undefined) return { provider, apiKey, ...addressOf(given, part) }
  const detail = `RAWI_${part}_PROVIDER ${provider} has one model and takes no RAWI_${part}_MODEL.`
  throw new RawiError('RAWI_CONFIG_INVALID', detail)
}

function addressOf(given: Given, part: Part): { readonly baseUrl?: string } {
  const baseUrl = given[`RAWI_${part}_URL`]
  return baseUrl === undefined ? {} : { baseUrl }
}

function needing(provider: string, part: Part, needs: string): RawiError {
  return new RawiError('RAWI_CONFIG_INVALID', `RAWI_${part}_PROVIDER ${provider} needs ${needs}.`)
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
