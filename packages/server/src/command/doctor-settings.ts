import type { Settings } from '../settings/read-settings.ts'
import { SETTINGS, type Setting, type SettingName } from '../settings/setting-list.ts'
import type { Finding } from './doctor.ts'

/** Every setting: whether and where it was set, its value unless that is secret, and what it is for. */
export function settingFindings({ origins, values }: Settings): Finding[] {
  return Object.entries(SETTINGS).map(([name, { about, secret }]: [string, Setting]) => {
    const origin = origins[name as SettingName]
    const value = secret ? 'set, not shown' : textOf(values[name as SettingName])
    const state = origin === 'default' ? 'not set' : `${value} (${origin})`
    return { check: 'setting', state: 'ok', finding: `${name}: ${state}. ${about}` }
  })
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}
