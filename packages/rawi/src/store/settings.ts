import type { Statement } from './database.ts'

/** Sets parameters until the transaction ends, as a pooler allows it. The names are the program's own, never a caller's. */
export function settingsStatement(settings: Readonly<Record<string, string>>): Statement {
  const names = Object.keys(settings)
  const calls = names.map((name, at) => `set_config('${name}', $${at + 1}, true)`)
  return {
    name: `rawi_set_${names.map((name) => name.replace(/\W/g, '_')).join('_')}`.slice(0, 63),
    text: `select ${calls.join(', ')}`,
    values: Object.values(settings),
    settings,
  }
}
