import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A process of a test's own that tells what it was promised, a line each, and may be killed at any moment. */
export interface Child {
  readonly process: ChildProcess
  /** What it has told so far, whole lines only. */
  lines(): string[]
  /** Resolves when it has told so many lines, or has ended. */
  told(count: number): Promise<void>
  /** Resolves when it has told a line that begins so. @throws when it ended before */
  heard(beginning: string): Promise<string>
  /** Lets it go on where it waits for a word. */
  say(word: string): void
  kill(): Promise<void>
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

/** Starts a script of this folder with one JSON argument. */
export function startChild(script: string, options: object): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let text = ''
  let errors = ''
  let wake = (): void => {}
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString()
    wake()
  })
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  child.stdin.on('error', () => {})
  let over = false
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => {
    over = true
    wake()
    return code ?? signal ?? 'unknown'
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const lines = () => text.split('\n').slice(0, -1)
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached() && !over) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return {
    process: child,
    lines,
    ended,
    told: (count) => until(() => lines().length >= count),
    async heard(beginning) {
      const find = () => lines().find((line) => line.startsWith(beginning))
      await until(() => find() !== undefined)
      const line = find()
      if (line === undefined) throw new Error(`The child ended without "${beginning}": ${errors}`)
      return line
    },
    say: (word) => void child.stdin.write(`${word}\n`),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
