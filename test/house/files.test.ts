import { describe, expect, it } from 'vitest'
import { filesBelow, read, sources } from './sources.ts'

const LINES_MAX = 300
const DRAWERS = /\/(shared|utils?|common|lib|helpers?|misc)(\/|\.[a-z]+$)/

/** Generated, or data: nobody reads them from top to bottom. */
const LONG_ON_PURPOSE = [/^package-lock\.json$/, /\.sql$/, /\.ya?ml$/, /^CHANGELOG\.md$/, /\.json$/]

describe('files', () => {
  it(`hold at most ${LINES_MAX} lines`, () => {
    const long = filesBelow('.')
      .filter(
        (path) => /\.(ts|tsx|mjs|js|css|md)$/.test(path) && !LONG_ON_PURPOSE.some((pattern) => pattern.test(path)),
      )
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > LINES_MAX)
    expect(long).toEqual([])
  })

  it('lie in no drawer for everything', () => {
    expect(filesBelow('.').filter((path) => DRAWERS.test(`/${path}`))).toEqual([])
  })

  it('are named in kebab-case', () => {
    const odd = [...sources(), ...filesBelow('test'), ...filesBelow('scripts')].filter(
      (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(tsx?|mjs|json|yaml)$/.test(path.split('/').at(-1) ?? ''),
    )
    expect(odd).toEqual([])
  })

  it('only re-export as the entry of a package', () => {
    const entries = new Set(
      ['rawi', 'agent', 'server'].flatMap((name) => {
        const { exports } = JSON.parse(read(`packages/${name}/package.json`)) as { exports: Record<string, string> }
        return Object.values(exports).map((path) => `packages/${name}/${path.slice(2)}`)
      }),
    )
    const barrels = sources().filter((path) => !entries.has(path) && isBarrel(read(path)))
    expect(barrels).toEqual([])
  })

  it('read the environment only where a program begins', () => {
    const beginnings = new Set(['packages/server/src/command/main.ts'])
    const readers = sources().filter((path) => /\bprocess\.env\b/.test(read(path)) && !beginnings.has(path))
    expect(readers).toEqual([])
  })
})

/** Nothing but imports, re-exports and comments. */
function isBarrel(text: string): boolean {
  const rest = text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replaceAll(/(?:import|export)\s[^;'"]*?from\s*['"][^'"]+['"];?/g, '')
  return rest.trim() === '' && /\bexport\b[^;'"]*\bfrom\b/.test(text)
}
