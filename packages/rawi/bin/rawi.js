#!/usr/bin/env node
// The command's door: checks the Node version, then loads the command from @rawi/server where it is installed.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR = 24
const own = Number.parseInt(process.versions.node, 10)

if (own >= NODE_MAJOR) await start()
else runWithNewerNode()

async function start() {
  let command
  try {
    command = import.meta.resolve('@rawi/server/command')
  } catch {
    command = undefined
  }
  if (command === undefined || !existsSync(fileURLToPath(command))) {
    refuse(
      'RAWI_SERVER_MISSING',
      'The rawi command is not installed here.',
      'Install the command with `npm install @rawi/server`.',
    )
    return
  }
  const { main } = await import(command)
  process.exitCode = await main(process.argv.slice(2))
}

/** The folder may hold a newer Node than the one that PATH found first. */
function runWithNewerNode() {
  const other = newerNode()
  if (other === undefined || process.env.RAWI_NODE_TRIED) {
    refuse(
      'RAWI_CONFIG_INVALID',
      `Rawi needs Node ${NODE_MAJOR} or newer; this is Node ${process.versions.node}.`,
      'Install Node 24 from https://nodejs.org, or add it to the folder with `npm install node@24`.',
    )
    return
  }
  const env = { ...process.env, RAWI_NODE_TRIED: '1' }
  const child = spawn(other, process.argv.slice(1), { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', () => {
    process.exitCode = 1
  })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

function newerNode() {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '.bin', 'node')
    if (existsSync(candidate)) return candidate
    if (dirname(folder) === folder) return undefined
  }
}

function refuse(code, detail, hint) {
  if (process.argv.includes('--json'))
    process.stderr.write(`${JSON.stringify({ error: { code, message: detail, hint } })}\n`)
  else process.stderr.write(`error ${code}: ${detail}\n${hint}\n`)
  process.exitCode = 1
}
