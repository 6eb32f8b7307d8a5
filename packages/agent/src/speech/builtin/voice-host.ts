import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { RawiError } from 'rawi'
import type { FromVoice, ToVoice } from './voice-messages.ts'

/** Texts that wait for the voice; a call whose text finds no room goes on in text. */
export const WAITING_MAX = 64
/** Milliseconds without a sound after which the voice counts as stuck. */
const STUCK_MS = 10_000
/** Milliseconds before it is started again after a crash: from, to. */
const RESTART_FROM_MS = 100
const RESTART_TO_MS = 10_000
/** How often one text may bring the voice down before it is given up. */
const TRIES = 2

/** Takes the pieces of one text as they come. */
export interface Job {
  readonly text: Omit<ToVoice, 'id'>
  piece(piece: FromVoice): void
  done(): void
  failed(error: RawiError): void
}

interface Queued extends Job {
  readonly id: number
  tries: number
  begun: boolean
  dropped: boolean
}

/** Keeps the process of the built-in voice: starts it when it is needed, again when it dies, and gives it one text at a time. */
export class VoiceHost {
  readonly #waiting: Queued[] = []
  #child: ChildProcess | undefined
  #ready = false
  #current: Queued | undefined
  #next = 1
  #crashes = 0
  #restart: NodeJS.Timeout | undefined
  #stuck: NodeJS.Timeout | undefined
  #closed = false

  /** Starts the voice ahead of its first word. */
  warmUp(): void {
    this.#start()
  }

  /** The number of its process, while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Drops the job again: `drop()`. @throws RawiError RAWI_VOICE_FAILED */
  add(job: Job): { drop(): void } {
    if (this.#closed) throw failure('The voice is closed.')
    if (this.#waiting.length >= WAITING_MAX) throw failure('Too much waits to be spoken.')
    const queued: Queued = { ...job, id: this.#next++, tries: 0, begun: false, dropped: false }
    this.#waiting.push(queued)
    this.#advance()
    return {
      drop: () => {
        queued.dropped = true
        const at = this.#waiting.indexOf(queued)
        if (at >= 0) this.#waiting.splice(at, 1)
      },
    }
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#restart)
    clearTimeout(this.#stuck)
    this.#child?.kill('SIGKILL')
    const error = failure('The voice is closed.')
    for (const job of [this.#current, ...this.#waiting.splice(0)]) if (job && !job.dropped) job.failed(error)
    this.#current = undefined
  }

  #advance(): void {
    if (this.#current || this.#closed) return
    if (!this.#ready) {
      this.#start()
      return
    }
    const job = this.#waiting.shift()
    if (!job) return
    this.#current = job
    job.tries++
    this.#watch()
    this.#child?.send({ ...job.text, id: job.id } satisfies ToVoice, () => {})
  }

  #start(): void {
    if (this.#child || this.#restart || this.#closed) return
    const file = fileURLToPath(import.meta.url).endsWith('.ts') ? './voice-process.ts' : './voice-process.js'
    // Nothing of this process goes along: not its arguments, not its environment.
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: {},
    })
    this.#child = child
    child.on('message', (message) => this.#heard(message as FromVoice))
    child.on('error', () => {})
    child.once('exit', () => this.#died(child))
    child.unref()
    child.channel?.unref()
  }

  #heard(message: FromVoice): void {
    if (message.id === 0) {
      this.#ready = true
      this.#advance()
      return
    }
    const job = this.#current
    if (!job || message.id !== job.id) return
    this.#watch()
    if (!job.dropped) {
      job.begun = true
      job.piece(message)
    }
    if (!message.done) return
    this.#crashes = 0
    this.#release()
    if (!job.dropped) {
      if (message.failed) job.failed(failure('The voice could not speak a text.'))
      else job.done()
    }
    this.#advance()
  }

  #died(child: ChildProcess): void {
    if (child !== this.#child) return
    this.#child = undefined
    this.#ready = false
    const job = this.#current
    this.#release()
    if (this.#closed) return
    if (job && !job.dropped) {
      // What was half spoken cannot be begun again.
      if (job.begun || job.tries >= TRIES) job.failed(failure('The voice broke off.'))
      else this.#waiting.unshift(job)
    }
    const wait = Math.min(RESTART_TO_MS, RESTART_FROM_MS * 2 ** this.#crashes++)
    // A voice that does not even start must not keep calls waiting.
    if (!job && this.#crashes > TRIES) {
      for (const waiting of this.#waiting.splice(0)) waiting.failed(failure('The voice does not start.'))
    }
    this.#restart = setTimeout(() => {
      this.#restart = undefined
      this.#start()
    }, wait).unref()
  }

  #release(): void {
    this.#current = undefined
    clearTimeout(this.#stuck)
  }

  #watch(): void {
    clearTimeout(this.#stuck)
    this.#stuck = setTimeout(() => this.#child?.kill('SIGKILL'), STUCK_MS).unref()
  }
}

export function failure(detail: string): RawiError {
  return new RawiError('RAWI_VOICE_FAILED', detail)
}
