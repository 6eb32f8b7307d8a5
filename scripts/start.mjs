// `npm start`: set-up, then the whole server. Lines from a pipe or a file are a recorded call in the terminal instead.
import { spawn } from 'node:child_process'
import { fstatSync } from 'node:fs'
import { join } from 'node:path'
import { environment, node, root, setUp } from './setup.mjs'

/** Milliseconds that a pipe has to bring its first line: supervisors hold one open that never says anything. */
const FIRST_LINE_MS = 1_500
/** Milliseconds between two looks whether npm is still there. */
const ORPHANED_AFTER_MS = 500

setUp()
const command = join(root, 'packages', 'rawi', 'bin', 'rawi.js')
const first = await firstLines()
const call = first !== undefined
const child = spawn(node, [command, call ? 'chat' : 'start', ...process.argv.slice(2)], {
  stdio: [call ? 'pipe' : 'ignore', 'inherit', 'inherit'],
  env: environment(),
})
if (call) {
  // A call may end before its lines do.
  child.stdin.on('error', () => {})
  child.stdin.write(first)
  process.stdin.pipe(child.stdin)
}

// What runs ends itself properly: this process only passes the signal on and waits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

// npm passes a signal on to the shell between, which dies of it and tells nobody: who has lost npm was to end too.
const parent = process.ppid
const orphaned = setInterval(() => {
  if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM')
}, ORPHANED_AFTER_MS).unref()

child.on('exit', (code, signal) => {
  clearInterval(orphaned)
  process.exitCode = code ?? (signal ? 1 : 0)
  process.stdin.destroy()
})

/** What standard input brings, if it brings anything: undefined for a terminal, nothing, and what stays silent. */
async function firstLines() {
  if (process.stdin.isTTY || !mayHoldLines()) return undefined
  const { stdin } = process
  const chunk = await new Promise((resolve) => {
    const silent = setTimeout(() => resolve(undefined), FIRST_LINE_MS)
    const done = (value) => {
      clearTimeout(silent)
      resolve(value)
    }
    stdin.once('error', () => done(undefined))
    stdin.once('end', () => done(undefined))
    stdin.on('readable', () => {
      const lines = stdin.read()
      if (lines !== null) done(lines)
    })
  })
  stdin.removeAllListeners('readable')
  if (chunk === undefined) stdin.destroy()
  return chunk
}

function mayHoldLines() {
  try {
    const found = fstatSync(0)
    return found.isFIFO() || found.isSocket() || found.isFile()
  } catch {
    return false
  }
}
