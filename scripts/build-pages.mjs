// Builds the pages of packages/web when their sources have changed since they were built; a few seconds, else nothing.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const web = join(root, 'packages', 'web')
const target = join(web, 'dist', 'call')
const stamp = join(target, '.sources')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

/** Everything that decides what the built page holds. */
const SOURCES = ['call', join('src', 'call'), join('src', 'avatar'), 'vite.call.config.ts', 'package.json']

/** True when the pages stand there as their sources say; what went wrong is on standard error. @param node The Node that builds. */
export function buildPages(node = process.execPath) {
  const wanted = fingerprint()
  if (existsSync(join(target, 'index.html')) && readIf(stamp) === wanted) return true
  if (!existsSync(vite)) return existsSync(join(target, 'index.html'))
  process.stderr.write('Building the pages (a few seconds) …\n')
  mkdirSync(join(web, 'dist'), { recursive: true })
  // Built beside and put in place at once: a server that runs never sees half of it, nor do two that build together.
  const draft = mkdtempSync(join(web, 'dist', '.call-'))
  const { status, stderr } = spawnSync(
    node,
    [vite, 'build', '--config', 'vite.call.config.ts', '--outDir', draft, '--logLevel', 'error'],
    {
      cwd: web,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      // A test that asks for the build must not get React as developers have it.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  if (status !== 0) {
    process.stderr.write(`${stderr}\nThe pages could not be built: the server runs without them.\n`)
    rmSync(draft, { recursive: true, force: true })
    return false
  }
  writeFileSync(join(draft, '.sources'), wanted)
  rmSync(target, { recursive: true, force: true })
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Somebody else has built the same in the meantime.
    if (readIf(stamp) !== wanted) throw error
  }
  return true
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of SOURCES.flatMap((source) => filesOf(join(web, source))))
    hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(path) {
  if (/\.\w+$/.test(path)) return existsSync(path) ? [path] : []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function readIf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildPages() ? 0 : 1
