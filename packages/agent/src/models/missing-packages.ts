import { streamsBothLanguages } from '../speech/streaming-models.ts'
import { installCommand } from './load-plugin.ts'
import type { ModelSettingsInput } from './model-settings.ts'

/** The commands that install what these settings need and this machine lacks; nothing of it is loaded here. */
export function missingPackages({ brain, hearing }: ModelSettingsInput = {}): readonly string[] {
  const needed: string[] = []
  if (brain?.provider === 'google') needed.push('google')
  if (hearing?.provider === 'deepgram' && !streamsBothLanguages(hearing.model)) needed.push('deepgram')
  return needed.filter((plugin) => !isInstalled(`@livekit/agents-plugin-${plugin}`)).map(installCommand)
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name)
    return true
  } catch {
    return false
  }
}
