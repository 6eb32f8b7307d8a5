import { RawiError } from 'rawi'

/** Version of all plugins: each works with exactly one version of `@livekit/agents`. */
const PLUGINS = '1.9.0'

/** A plugin that is only installed where it was chosen. @throws RawiError RAWI_CONFIG_INVALID */
export async function loadPlugin<Plugin>(name: string, load: () => Promise<Plugin>): Promise<Plugin> {
  try {
    return await load()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause
    const needed = `npm install @livekit/agents-plugin-${name}@${PLUGINS}`
    throw new RawiError('RAWI_CONFIG_INVALID', `${name} needs a package that is not installed: ${needed}`, { cause })
  }
}
