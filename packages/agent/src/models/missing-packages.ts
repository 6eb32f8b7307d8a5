import { installCommand } from './load-plugin.ts'
import type { ModelSettingsInput } from './model-settings.ts'

/** The commands that install what these settings need and this machine lacks; nothing of it is loaded here. */
export function missingPackages({ hearing }: ModelSettingsInput = {}): readonly string[] {
  if (hearing?.provider !== 'deepgram') return []
  try {
    import.meta.resolve('@livekit/agents-plugin-deepgram')
    return []
  } catch {
    return [installCommand('deepgram')]
  }
}
