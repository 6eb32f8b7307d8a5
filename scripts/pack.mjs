// Runs around `npm pack` and `npm publish` in a package's folder: `prepare` builds dist/ and points package.json at it,
// `restore` puts package.json back. `prepare src/part` builds no more than the types of a part that a bundler has put into
// dist/part. In the repository the exports point at the sources, which Node 24 runs as they are.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = process.cwd()
const manifest = join(folder, 'package.json')
const original = join(folder, '.package.json.original')
const config = join(folder, '.tsconfig.pack.json')
const dist = join(folder, 'dist')
const bundled = process.argv[3]

if (process.argv[2] === 'prepare') prepare()
else if (process.argv[2] === 'restore') restore()
else throw new Error('Say prepare or restore.')

function prepare() {
  // A pack that was cut off left the rewritten one behind.
  if (existsSync(original)) restore()
  build()
  copyFileSync(manifest, original)
  const packed = JSON.parse(readFileSync(manifest, 'utf8'))
  delete packed.scripts
  packed.exports = Object.fromEntries(Object.entries(packed.exports).map(([name, file]) => [name, built(file)]))
  writeFileSync(manifest, `${JSON.stringify(packed, null, 2)}\n`)
}

function restore() {
  if (existsSync(original)) renameSync(original, manifest)
}

function build() {
  const types = { emitDeclarationOnly: true, outDir: bundled?.replace('src', 'dist'), rootDir: bundled }
  const all = { outDir: 'dist', rootDir: 'src' }
  if (bundled === undefined) rmSync(dist, { recursive: true, force: true })
  writeFileSync(
    config,
    JSON.stringify({
      extends: bundled === undefined ? join(root, 'tsconfig.json') : './tsconfig.json',
      compilerOptions: { noEmit: false, declaration: true, ...(bundled === undefined ? all : types) },
      include: [bundled ?? 'src'],
      exclude: [],
    }),
  )
  try {
    const tsc = join(root, 'node_modules', '.bin', 'tsc')
    execFileSync(tsc, ['-p', config], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  } finally {
    rmSync(config, { force: true })
  }
}

function built(file) {
  if (typeof file !== 'string' || !/^\.\/src\/.*\.ts$/.test(file)) return file
  const name = file.replace('./src/', './dist/').slice(0, -'.ts'.length)
  return { types: `${name}.d.ts`, default: `${name}.js` }
}
