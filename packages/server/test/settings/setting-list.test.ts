import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SETTINGS } from '../../src/settings/setting-list.ts'

const PAGE = new URL('../../../../docs/server.md', import.meta.url)
const HEAD = '| variable | in the file | what |\n|---|---|---|\n'

// Written by the tests: RAWI_WRITE_DOCS=1 npx vitest run --project unit packages/server/test/settings
it('docs/server.md has every setting, with its own words', () => {
  const rows = Object.entries(SETTINGS).map(([name, { key, about }]) => `| \`${name}\` | \`${key}\` | ${about} |`)
  const page = readFileSync(PAGE, 'utf8')
  const [before = '', table = ''] = page.split(HEAD)
  const written = `${rows.join('\n')}\n`
  if (process.env.RAWI_WRITE_DOCS === '1') writeFileSync(PAGE, before + HEAD + written)
  expect(process.env.RAWI_WRITE_DOCS === '1' ? written : table).toBe(written)
})

it('every setting has a name of its own in the file', () => {
  const keys = Object.values(SETTINGS).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
