import { Worker } from 'node:worker_threads'
import { RawiError } from '../conversation/errors.ts'
import { crashText } from './crash-text.ts'
import type { Result } from './database.ts'
import { refused } from './database-error.ts'
import { embeddedProgram } from './embedded-program.ts'
import type { EmbeddedFailure, EmbeddedReply, EmbeddedSettings, EncodedStatement } from './embedded-protocol.ts'

/** The embedded database's thread: holds the process only while an answer is awaited. */
export interface EmbeddedThread {
  call(statements: readonly EncodedStatement[], undo: boolean): Promise<Result[]>
  /** The thread has ended; a new one has to be started. */
  readonly ended: boolean
  /** Closes the database in order, or after `graceMs` ends the thread. */
  close(graceMs: number): Promise<void>
}

interface Waiting {
  resolve(results: Result[]): void
  reject(error: RawiError): void
  readonly timer: NodeJS.Timeout
}

// The thread's file has the extension of this one: .ts in the sources, .js when built.
const WORKER = new URL(`./embedded-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/** Boots the database; an answer later than `answerMs` ends the thread, since nothing else stops a statement there. */
export async function startThread(
  settings: Omit<EmbeddedSettings, 'program'>,
  answerMs: number,
): Promise<EmbeddedThread> {
  const program = await embeddedProgram()
  const worker = new Worker(WORKER, { workerData: { ...settings, program }, execArgv: [], name: 'rawi-embedded' })
  const waiting = new Map<number, Waiting>()
  let next = 0
  let ended = false
  let crash = 'its thread ended'
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))

  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id)
    waiting.delete(id)
    clearTimeout(found?.timer)
    if (waiting.size === 0) worker.unref()
    return found
  }
  const end = (error: () => RawiError): void => {
    ended = true
    for (const id of [...waiting.keys()]) settle(id)?.reject(error())
  }

  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (reply: EmbeddedReply) => {
      if ('ready' in reply) resolve()
      else if ('failed' in reply) reject(errorOf(reply.failed))
      else if ('results' in reply) settle(reply.id)?.resolve(reply.results)
      else {
        if (reply.error.kind === 'crashed') ended = true
        settle(reply.id)?.reject(errorOf(reply.error))
      }
    })
    worker.on('error', (error) => {
      crash = crashText(error)
    })
    worker.once('exit', () => {
      end(() => errorOf({ kind: 'crashed', message: crash }))
      reject(errorOf({ kind: 'crashed', message: crash }))
    })
  })

  try {
    await ready
  } catch (error) {
    await worker.terminate()
    throw error
  }
  worker.unref()

  return {
    get ended() {
      return ended
    },
    call: (statements, undo) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(errorOf({ kind: 'crashed', message: crash }))
        const id = next++
        const expire = (): void => {
          end(
            () =>
              new RawiError(
                'RAWI_DATABASE_TIMEOUT',
                `The embedded database gave no answer within ${answerMs} ms; it is started anew.`,
              ),
          )
          void worker.terminate()
        }
        waiting.set(id, { resolve, reject, timer: setTimeout(expire, answerMs) })
        worker.ref()
        worker.postMessage({ id, statements, undo })
      }),
    async close(graceMs) {
      worker.ref()
      if (!ended) worker.postMessage('close')
      const timer = setTimeout(() => void worker.terminate(), graceMs)
      await exited
      clearTimeout(timer)
    },
  }
}

function errorOf(failure: EmbeddedFailure): RawiError {
  if (failure.kind === 'refused') return refused(failure.report)
  if (failure.kind === 'unsafe')
    return new RawiError('RAWI_EMBEDDED_UNSAFE', 'A commit of the embedded database was not put on the disk.')
  return new RawiError(
    'RAWI_DATABASE_UNREACHABLE',
    `The embedded database stopped: ${failure.message}. It is started anew with the next statement.`,
  )
}
