import { RawiError } from 'rawi'

/** Version of all plugins: each works with exactly one version of `@livekit/agents`. */
const PLUGINS = '1.9.0'

export function installCommand(plugin: string): string {
  return `npm install @livekit/agents-plugin-${plugin}@${PLUGINS}`
}

/** A plugin that is only installed where it was chosen. @throws RawiError RAWI_CONFIG_INVALID */
export async function loadPlugin<Plugin>(name: string, load: () => Promise<Plugin>): Promise<Plugin> {
  try {
    return await load()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause
    const detail = `${name} needs a package that is not installed: ${installCommand(name)}`
    throw new RawiError('RAWI_CONFIG_INVALID', detail, { cause })
  }
}
