import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'

const DIST = new URL('../../dist/call/', import.meta.url)
const BEFORE_START_MAX = 110_000
const FONTS_MAX = 130_000

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

describe('the built page', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [fileURLToPath(new URL('../../../../scripts/build-pages.mjs', import.meta.url))])
  })

  const sizeOf = (file: string) => gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length

  /** The entry and the avatar, with whatever they import: all that is loaded before anybody presses anything. */
  function beforeStart(): Set<string> {
    const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8')) as Record<string, Chunk>
    const files = new Set(['index.html'])
    const take = (name: string) => {
      const chunk = manifest[name]
      if (!chunk) throw new Error(`The build holds no ${name}.`)
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
      for (const next of chunk.imports ?? []) take(next)
    }
    take('index.html')
    take('../src/avatar/avatar.ts')
    return files
  }

  it(`is at most ${BEFORE_START_MAX / 1_000} kB packed before a call is started`, () => {
    const sizes = [...beforeStart()].map((file) => [file, sizeOf(file)] as const)
    expect(sizes.length).toBeGreaterThanOrEqual(4)
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(BEFORE_START_MAX)
  })

  it('brings microphone and player only with a call', () => {
    const all = readdirSync(new URL('assets/', DIST))
    const worklets = all.filter((file) => file.includes('worklet'))
    expect(worklets.length).toBe(2)
    const early = [...beforeStart()].map((file) => readFileSync(new URL(file, DIST), 'utf8'))
    expect(
      early.filter((text) => worklets.some((file) => text.includes(file)) || text.includes('getUserMedia')),
    ).toEqual([])
  })

  it(`has at most ${FONTS_MAX / 1_000} kB of fonts`, () => {
    const fonts = readdirSync(new URL('assets/', DIST)).filter((file) => file.endsWith('.woff2'))
    expect(fonts.length).toBeGreaterThan(0)
    const bytes = fonts.reduce((sum, file) => sum + statSync(new URL(`assets/${file}`, DIST)).size, 0)
    expect(bytes).toBeLessThanOrEqual(FONTS_MAX)
  })
})
