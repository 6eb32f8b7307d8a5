import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Command, WorkerOptions } from './actors/worker-process.ts'
import type { Model, Process } from './model.ts'

/** A recorder process that runs, as the campaign holds it. */
export interface Worker {
  readonly options: WorkerOptions
  readonly child: ChildProcess
  readonly process: Process
  tell(command: Command): void
  /** Resolves when it has told so. @throws when it ended or took longer than `withinMs` */
  told(word: string, withinMs: number): Promise<void>
  freeze(): void
  thaw(): void
  kill(): void
  /** Resolves when it has ended, and every job that it forked: they hold its pipe. */
  readonly over: Promise<void>
}

/** Starts one; what it and its jobs tell goes to the model. */
export function startWorker(model: Model, options: WorkerOptions, cache: string): Worker {
  const path = fileURLToPath(new URL('actors/worker-process.ts', import.meta.url))
  const child = fork(path, [JSON.stringify(options)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Starting is most of what a short life costs: compiled once, not each time.
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const known = model.expect(options.name, options.stateDir)
  const heard: string[] = []
  let wake = (): void => {}
  let rest = ''
  let errors = ''
  let ended = false
  child.stdout?.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      model.hear(line)
      // It waited for them.
      if (line === `${options.name} calm`) jobsAreGone()
      if (line === `${options.name} calm` || line === `${options.name} closed`) heard.push(line)
    }
    wake()
  })
  child.stderr?.on('data', (data: Buffer) => {
    errors = (errors + data.toString()).slice(-2_000)
  })
  child.on('error', () => {})
  const over = once(child, 'close').then(([code]) => {
    ended = true
    if (code !== 0 && code !== null) model.failures.push(`${options.name} ended with code ${code}: ${errors}`)
    if (known.state === 'alive') known.state = 'gone'
    jobsAreGone()
    wake()
  })
  const jobsAreGone = (): void => {
    for (const each of model.processes.values())
      if (each.name.startsWith(`${options.name}.`) && each.state === 'alive') each.state = 'gone'
  }
  const signal = (name: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill(name)
  }
  return {
    options,
    child,
    process: known,
    over,
    tell(command) {
      if (child.connected) child.send(command, () => {})
    },
    async told(word, withinMs) {
      const until = Date.now() + withinMs
      heard.length = 0
      while (!heard.includes(`${options.name} ${word}`)) {
        const left = until - Date.now()
        if (ended || left <= 0)
          throw new Error(`${options.name} ${ended ? 'ended' : `took ${withinMs} ms`} before it was ${word}. ${errors}`)
        await Promise.race([
          new Promise<void>((resolve) => {
            wake = resolve
          }),
          new Promise((resolve) => setTimeout(resolve, Math.min(left, 1_000))),
        ])
      }
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    kill: () => signal('SIGKILL'),
  }
}
