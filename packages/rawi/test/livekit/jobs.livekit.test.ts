import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConversationRecord } from '../../src/conversation/store-port.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { giveDatabase } from '../store/embedded-folder.ts'
import { gone, startWorker, type Worker } from './worker.ts'

/** No job reaches a database: what it kept is in its journal, and comes to light when it is gone. */
const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing'

const TWO_TURNS = [
  'user: hi',
  'assistant: Hello.',
  'user: when do you open?',
  'assistant: We open at nine.',
  'user: and on Friday?',
]
const CUT_OFF = [...TWO_TURNS, 'assistant: On Friday we ']
const WHOLE = [...TWO_TURNS, 'assistant: On Friday we close at noon.']

// Processes take their time: all workers run side by side, in one state folder, and then one recorder reads what they left.
describe('the jobs of real workers', () => {
  const workers: Worker[] = []
  const codes: Record<string, number | string> = {}
  const found = new Map<string, ConversationRecord | undefined>()
  let stateDir: string
  let calls: number

  const own = async (...options: Parameters<typeof startWorker>) => {
    const worker = await startWorker(...options)
    workers.push(worker)
    return worker
  }

  /** One worker, six jobs that end each in its way, and a seventh that is cut off because draining takes too long. */
  async function busyWorker(): Promise<void> {
    const worker = await own('start', { stateDir, databaseUrl, drainTimeout: 500, idleProcesses: 4 })
    const rooms = ['closes', 'exits', 'throws', 'killed', 'terminated', 'endless-callback', 'cut']
    const pids = await Promise.all(rooms.map((room) => worker.talk(room, room)))
    const pid = (room: string) => pids[rooms.indexOf(room)] as number
    process.kill(pid('killed'), 'SIGKILL')
    worker.endpoint.terminate('terminated')
    for (const room of ['closes', 'exits', 'throws', 'endless-callback']) process.kill(pid(room), 'SIGUSR2')
    await worker.told('endless-callback', 'ended agent_hangup')
    worker.process.kill('SIGTERM')
    codes.busy = await worker.ended
    await Promise.all(pids.map(gone))
  }

  async function drainingWorker(): Promise<void> {
    const worker = await own('start', { stateDir, databaseUrl })
    const job = await worker.talk('drained', 'closes')
    worker.process.kill('SIGTERM')
    process.kill(job, 'SIGUSR2')
    codes.draining = await worker.ended
  }

  async function developersWorker(): Promise<void> {
    const worker = await own('dev', { stateDir, databaseUrl })
    await worker.talk('dev', 'closes')
    worker.process.kill('SIGTERM')
    codes.developers = await worker.ended
  }

  async function killedWorker(): Promise<void> {
    const worker = await own('start', { stateDir, databaseUrl })
    const job = await worker.talk('orphan', 'stays')
    worker.process.kill('SIGKILL')
    process.kill(job, 'SIGUSR2')
    await gone(job)
  }

  async function readWhatIsLeft(): Promise<void> {
    const recorder = await openRecorder({ stateDir })
    try {
      await recorder.ready
      await recorder.recover()
      const { items } = await recorder.listConversations({ limit: 100 })
      calls = items.length
      for (const { conversation_id } of items) {
        found.set(conversation_id, await recorder.getConversation(conversation_id))
      }
    } finally {
      await recorder.close()
    }
  }

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'rawi-jobs-'))
    await giveDatabase(stateDir)
    await Promise.all([busyWorker(), drainingWorker(), developersWorker(), killedWorker()])
    await readWhatIsLeft()
  }, 300_000)

  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()))
    await rm(stateDir, { recursive: true, force: true })
  })

  function turnsIn(room: string): string[] {
    const messages = found.get(room)?.messages ?? []
    return messages
      .filter(({ role }) => role === 'user' || role === 'assistant')
      .map(({ role, content }) => `${role}: ${content}`)
  }

  it.each([
    ['closes its session', 'closes', 'completed', 'agent_hangup', WHOLE],
    ['calls process.exit', 'exits', 'failed', 'error', WHOLE],
    ['throws where nobody catches', 'throws', 'failed', 'error', WHOLE],
    ['is killed', 'killed', 'abandoned', 'worker_lost', CUT_OFF],
    ['is terminated by the server', 'terminated', 'completed', 'shutdown', CUT_OFF],
    ['has a shutdown callback without end', 'endless-callback', 'completed', 'agent_hangup', WHOLE],
    ['is cut off because draining takes too long', 'cut', 'completed', 'shutdown', CUT_OFF],
    ['ends while its worker drains after a SIGTERM', 'drained', 'completed', 'agent_hangup', WHOLE],
    ['is ended by a SIGTERM in dev', 'dev', 'completed', 'shutdown', CUT_OFF],
    ['outlives its killed worker for a while', 'orphan', 'abandoned', 'worker_lost', WHOLE],
  ])('keep every turn once where one %s', (_, room, status, end_reason, turns) => {
    expect(found.get(room)).toMatchObject({ status, end_reason, room_sid: `RM_${room}`, language: 'en' })
    expect(turnsIn(room)).toEqual(turns)
    const interrupted = found.get(room)?.messages.filter((message) => message.interrupted)
    expect(interrupted?.map(({ content }) => content)).toEqual(turns === CUT_OFF ? ['On Friday we '] : [])
  })

  it('make one conversation each, and no more', () => {
    expect(calls).toBe(10)
  })

  it('let their workers end as the signal asked', () => {
    expect(codes).toEqual({ busy: 143, draining: 143, developers: 143 })
  })
})
