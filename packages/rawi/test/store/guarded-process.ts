import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunAs } from './postgres-binaries.ts'

// The inner shell becomes the program. The outer one outlives us by a moment: when our end of its input closes
// without a word, it ends the program and removes its folder. It tells us when the program ended by itself.
const GUARD = [
  'exec 3>&1 >/dev/null',
  `( "$@" </dev/null & echo $! >"$FOLDER/guarded.pid"; wait $!; echo ended >&3 ) &`,
  'if read -r _; then wait; else p=$(cat "$FOLDER/guarded.pid"); kill -QUIT "$p"; kill -CONT "$p"; wait; rm -rf "$FOLDER"; fi',
].join('\n')

/** A program that ends, and whose folder vanishes, even when the test run is killed. */
export interface GuardedProcess {
  /** Sends its signal by `send` and waits for the end. */
  end(send: () => void): Promise<void>
  /** What it last said, once it has ended. */
  died(): string | undefined
  signal(name: NodeJS.Signals): void
}

export function spawnGuarded(command: readonly string[], folder: string, runAs: RunAs): GuardedProcess {
  const guard: ChildProcess = spawn('sh', ['-c', GUARD, 'sh', ...command], {
    ...runAs,
    cwd: folder,
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', FOLDER: folder },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let log = ''
  let ended = false
  guard.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000)
  })
  guard.stdout?.on('data', () => {
    ended = true
  })
  guard.stdin?.on('error', () => {})
  const exit = once(guard, 'exit')
  return {
    async end(send) {
      if (!ended) send()
      guard.stdin?.end('\n')
      await exit
    },
    died: () => (ended || guard.exitCode !== null ? log : undefined),
    signal(name) {
      process.kill(Number(readFileSync(join(folder, 'guarded.pid'), 'utf8')), name)
    },
  }
}
