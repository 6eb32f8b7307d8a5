import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RawiError } from 'rawi'
import { readSettings, type Settings } from './read-settings.ts'
import { SETTINGS } from './setting-list.ts'

const FILE = 'rawi.config.ts'

type Given = Readonly<Record<string, string | undefined>>

/**
 * The settings of this run: flags, environment, and the `rawi.config.ts` that RAWI_CONFIG names or the folder holds.
 * @throws RawiError RAWI_CONFIG_INVALID, RAWI_SECRET_WEAK
 */
export async function loadSettings(environment: Given, folder: string, flags: Given = {}): Promise<Settings> {
  const named = environment.RAWI_CONFIG?.trim()
  const path = named ? resolve(folder, named) : join(folder, FILE)
  if (named && !existsSync(path))
    throw new RawiError('RAWI_CONFIG_INVALID', `RAWI_CONFIG names ${path}, which is missing.`)
  return readSettings(environment, { flags, ...(existsSync(path) && { file: await readFile(path) }) })
}

async function readFile(path: string): Promise<Given> {
  let module: { default?: unknown }
  try {
    module = await import(pathToFileURL(path).href)
  } catch (error) {
    throw new RawiError('RAWI_CONFIG_INVALID', `${FILE} cannot be run.`, { cause: error })
  }
  const given = module.default
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new RawiError('RAWI_CONFIG_INVALID', `${FILE} must export an object with the settings by default.`)
  }
  const names = new Map(Object.entries(SETTINGS).map(([name, { key }]) => [key as string, name]))
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const name = names.get(key)
      if (name === undefined)
        throw new RawiError('RAWI_CONFIG_INVALID', `${FILE} holds no setting called ${key.slice(0, 64)}.`)
      return [name, asText(key, value)]
    }),
  )
}

function asText(key: string, value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new RawiError('RAWI_CONFIG_INVALID', `${FILE}: ${key} must be text, a number or a list of texts.`)
}
