import type { ModelSettingsInput } from '@rawi/agent'
import { RawiError } from 'rawi'

type Part = 'BRAIN' | 'HEARING' | 'VOICE'
type Given = { readonly [Name in `RAWI_${Part}_${'URL' | 'MODEL' | 'KEY'}`]?: string | undefined } & {
  readonly RAWI_VOICE?: 'builtin' | 'none' | undefined
  readonly RAWI_VOICE_NAME?: string | undefined
}

/** What calls think, hear and speak with. @throws RawiError RAWI_CONFIG_INVALID */
export function modelsOf(given: Given): ModelSettingsInput {
  const brain = endpointOf(given, 'BRAIN')
  const hearing = endpointOf(given, 'HEARING')
  const voice = endpointOf(given, 'VOICE')
  const name = given.RAWI_VOICE_NAME
  if (voice && name === undefined) {
    throw new RawiError('RAWI_CONFIG_INVALID', 'RAWI_VOICE_URL needs RAWI_VOICE_NAME, the name of its voice.')
  }
  return {
    ...(brain && { brain }),
    ...(hearing && { hearing }),
    voice: voice && name !== undefined ? { ...voice, voice: name } : (given.RAWI_VOICE ?? 'builtin'),
  }
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
