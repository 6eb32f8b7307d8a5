import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** What somebody writes who has only the package. */
const PAGE = `
import { type Avatar, createAvatar, createLoudness, LOOKS, timelineOfPhonemes } from '@rawi/web/avatar'
export function open(canvas: HTMLCanvasElement): Avatar {
  const avatar = createAvatar(canvas, { look: Object.keys(LOOKS)[0] ?? '', label: 'Somebody' })
  const loudness = createLoudness(24_000)
  loudness.add(0, new Int16Array(480))
  avatar.speakVisemes(timelineOfPhonemes([{ phoneme: 'm', ms: 0 }], 300), loudness)
  avatar.playedTo({ samples: 240, rate: 24_000 })
  return avatar
}
`
const ALONE = `
import { LOOKS, timelineOfPhonemes } from '@rawi/web/avatar'
console.log(JSON.stringify([Object.keys(LOOKS), timelineOfPhonemes([{ phoneme: 'm', ms: 0 }], 300)]))
`

describe('the packed avatar', () => {
  let folder: string
  let app: string
  let files: string[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rawi-avatar-'))
    app = join(folder, 'app')
    const copy = join(folder, 'repository')
    // Packed from a copy: packing rewrites package.json for a moment, and others read the one of the repository.
    for (const path of [
      'packages/web',
      'packages/agent',
      'packages/rawi',
      'scripts',
      'package.json',
      'tsconfig.json',
    ]) {
      const unwanted = /[/\\](?:node_modules|dist|test)$/
      cpSync(join(root, path), join(copy, path), { recursive: true, filter: (from) => !unwanted.test(from) })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: join(copy, 'packages', 'web'),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    const installed = join(app, 'node_modules', '@rawi', 'web')
    mkdirSync(installed, { recursive: true })
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
    execFileSync('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', installed])
    files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  }, 120_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds one built file with its types, the call page, and no sources', () => {
    expect(files).toEqual(
      expect.arrayContaining(['dist/avatar/avatar.js', 'dist/avatar/avatar.d.ts', 'dist/call/index.html', 'README.md']),
    )
    expect(files.filter((file) => /(?<!\.d)\.tsx?$/.test(file) || /^(?:src|test|avatar-demo)/.test(file))).toEqual([])
    const built = readFileSync(join(app, 'node_modules/@rawi/web/dist/avatar/avatar.js'), 'utf8')
    expect(built).not.toMatch(/^import\s|\bimport\(/m)
  })

  it('is imported by its name in a folder with nothing else', () => {
    writeFileSync(join(app, 'alone.mjs'), ALONE)
    const said = execFileSync(process.execPath, ['alone.mjs'], { cwd: app, encoding: 'utf8' })
    const [looks, timeline] = JSON.parse(said)
    expect(looks).toEqual(expect.arrayContaining(['layla', 'noor', 'karim', 'sami']))
    expect(timeline).toEqual([{ viseme: 'PP', start: 0, end: 300 }])
  })

  it('tells a page in TypeScript what it takes, in the strictest manner and without its sources', () => {
    writeFileSync(join(app, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(app, 'page.ts'), PAGE)
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2024',
      lib: ['es2024', 'dom'],
      types: [],
    }
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.ts'] }))
    const compile = () =>
      execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', app], { encoding: 'utf8' })
    expect(compile()).toBe('')
    writeFileSync(join(app, 'page.ts'), PAGE.replace('samples: 240', 'samples: "240"'))
    expect(compile).toThrow()
  })

  it('leaves the repository as it was', () => {
    expect(existsSync(join(folder, 'repository/packages/web/.package.json.original'))).toBe(false)
    expect(readFileSync(join(folder, 'repository/packages/web/package.json'), 'utf8')).toBe(
      readFileSync(join(root, 'packages/web/package.json'), 'utf8'),
    )
  })
})
