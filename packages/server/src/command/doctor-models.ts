import { RawiError } from 'rawi'
import type { Settings } from '../settings/read-settings.ts'
import type { Finding } from './doctor.ts'

type Agent = typeof import('@rawi/agent')
type Avatars = Pick<typeof import('@rawi/agent'), 'avatarRefusal'>

/** With what calls at the page think, hear and speak, who is seen, and what is not installed of it. */
export async function modelFindings({ calls, models, avatar, personas }: Settings): Promise<Finding[]> {
  if (calls === 'off') return [{ check: 'calls', state: 'note', finding: 'no calls at /call: RAWI_CALLS is off' }]
  const agent = await import('@rawi/agent')
  const { brain, hearing, voice = 'builtin' } = models
  const chosen = [
    `answers: ${brain ? named(brain) : 'the persona by itself'}`,
    `hears: ${hearing ? named(hearing) : 'the browser, or callers type'}`,
    `speaks: ${typeof voice === 'string' ? voice : named(voice)}`,
    `is seen: ${avatar}`,
  ].join(', ')
  const seen = [...(await avatarFindings(agent, avatar)), ...personaFindings(agent, personas)]
  const missing = agent.missingPackages(models)
  if (missing.length > 0) {
    const finding = `${chosen}; but a package is not installed, and calls do without`
    return [...missing.map((next): Finding => ({ check: 'calls', state: 'wrong', finding, next })), ...seen]
  }
  if (voice !== 'builtin' || agent.hasBuiltinVoice()) return [{ check: 'calls', state: 'ok', finding: chosen }, ...seen]
  const finding = `${chosen}; but its optional package is not installed, and calls are captions only`
  return [{ check: 'calls', state: 'note', finding, next: 'npm install @echogarden/espeak-ng-emscripten' }, ...seen]
}

/** Who answers, and the line of each file that has to be mended. */
function personaFindings({ openPersonas, samplePersonas }: Agent, folder = samplePersonas): Finding[] {
  const faults: RawiError[] = []
  const wrong = ({ code, message, hint }: RawiError): Finding => ({
    check: 'personas',
    state: 'wrong',
    finding: `${code}: ${message}`,
    next: hint,
  })
  try {
    const personas = openPersonas({ folder, onFault: (fault) => faults.push(fault) })
    personas.close()
    const finding = `answer: ${personas.all.map(({ id }) => id).join(', ')}`
    return [{ check: 'personas', state: 'ok', finding }, ...faults.map(wrong)]
  } catch (error) {
    if (error instanceof RawiError) return [wrong(error)]
    throw error
  }
}

async function avatarFindings({ avatarRefusal }: Avatars, avatar: Settings['avatar']): Promise<Finding[]> {
  const refusal = await avatarRefusal(avatar)
  if (!refusal) return []
  return [{ check: 'avatar', state: 'wrong', finding: `${refusal.code}: ${refusal.message}`, next: refusal.hint }]
}

interface Chosen {
  readonly provider?: string | undefined
  /** A provider that has one model only does not name it. */
  readonly model?: string
  readonly voice?: string
}

/** A model or a voice, and whose it is where it has an address of its own. */
function named({ provider, model, voice }: Chosen): string {
  const name = model ?? voice
  if (name === undefined) return provider ?? ''
  return provider === undefined ? name : `${name} (${provider})`
}
