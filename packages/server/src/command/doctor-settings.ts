import type { Settings } from '../settings/read-settings.ts'
import { SETTINGS, type Setting, type SettingName } from '../settings/setting-list.ts'
import type { Finding } from './doctor.ts'

/**
 * Every setting: whether and where it was set, its value unless that is secret, and what it is for. Those that are not
 * set are one finding where not `all` are wanted.
 */
export function settingFindings({ origins, values }: Settings, all: boolean): Finding[] {
  const names = Object.keys(SETTINGS) as SettingName[]
  const shown = all ? names : names.filter((name) => origins[name] !== 'default')
  const findings = shown.map((name): Finding => {
    const { about, secret }: Setting = SETTINGS[name]
    const value = secret ? 'set, not shown' : textOf(values[name])
    const state = origins[name] === 'default' ? 'not set' : `${value} (${origins[name]})`
    return { check: 'setting', state: 'ok', finding: `${name}: ${state}. ${about}` }
  })
  const unset = names.length - shown.length
  if (unset === 0) return findings
  const finding = `${unset} more are not set and at their defaults; \`rawi doctor --all\` shows them`
  return [...findings, { check: 'setting', state: 'ok', finding }]
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}
