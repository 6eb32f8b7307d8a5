import type { Settings } from '../settings/read-settings.ts'
import type { Finding } from './doctor.ts'

/** With what calls at the page think, hear and speak, and what is not installed of it. */
export async function modelFindings({ calls, models }: Settings): Promise<Finding[]> {
  if (calls === 'off') return [{ check: 'calls', state: 'note', finding: 'no calls at /call: RAWI_CALLS is off' }]
  const { hasBuiltinVoice, missingPackages } = await import('@rawi/agent')
  const { brain, hearing, voice = 'builtin' } = models
  const chosen = [
    `answers: ${brain ? named(brain) : 'the persona by itself'}`,
    `hears: ${hearing ? named(hearing) : 'the browser, or callers type'}`,
    `speaks: ${typeof voice === 'string' ? voice : named(voice)}`,
  ].join(', ')
  const missing = missingPackages(models)
  if (missing.length > 0) {
    const finding = `${chosen}; but a package is not installed, and calls do without`
    return missing.map((next) => ({ check: 'calls', state: 'wrong', finding, next }))
  }
  if (voice !== 'builtin' || hasBuiltinVoice()) return [{ check: 'calls', state: 'ok', finding: chosen }]
  const finding = `${chosen}; but its optional package is not installed, and calls are captions only`
  return [{ check: 'calls', state: 'note', finding, next: 'npm install @echogarden/espeak-ng-emscripten' }]
}

/** A model, and whose it is where it has an address of its own. */
function named({ model, provider }: { readonly model: string; readonly provider?: string | undefined }): string {
  return provider === undefined ? model : `${model} (${provider})`
}
