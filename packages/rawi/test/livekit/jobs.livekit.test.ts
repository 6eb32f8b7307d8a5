import { describe, expect, it } from 'vitest'
import { ownFolder, ownRecorder } from '../conversation/recorder-setup.ts'
import { gone, startWorker } from './worker.ts'

/** No job reaches a database: what they kept is in their journals, and comes to light when they are gone. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing'

const TWO_TURNS = [
  'user: hi',
  'assistant: Hello.',
  'user: when do you open?',
  'assistant: We open at nine.',
  'user: and on Friday?',
]
const CUT_OFF = [...TWO_TURNS, 'assistant: On Friday we ']
const WHOLE = [...TWO_TURNS, 'assistant: On Friday we close at noon.']

/** What a new recorder finds in the folder of those that are gone. */
async function afterwards(stateDir: string, rooms: readonly string[]) {
  const recorder = await ownRecorder({ stateDir })
  await recorder.ready
  await recorder.recover()
  const found = await Promise.all(
    rooms.map(async (room) => {
      const call = await recorder.getConversation(room)
      if (!call) return [room, 'nothing']
      const turns = call.messages
        .filter(({ role }) => role === 'user' || role === 'assistant')
        .map(({ role, content }) => `${role}: ${content}`)
      const { status, end_reason, room_sid, metadata } = call
      const interrupted = call.messages.some((message) => message.role === 'assistant' && message.interrupted)
      return [room, { status, end_reason, room_sid, turns, interrupted, metadata }]
    }),
  )
  const { items } = await recorder.listConversations({ limit: 100 })
  return { found: Object.fromEntries(found) as Record<string, unknown>, calls: items.length }
}

describe('the jobs of a worker', () => {
  it('lose nothing by closing, exiting, throwing, being killed, being terminated, or a callback without end', async () => {
    const stateDir = await ownFolder()
    const worker = await startWorker('start', { stateDir, databaseUrl: NOWHERE })
    const rooms = ['closes', 'exits', 'throws', 'killed', 'terminated', 'endless-callback']
    const jobs: Record<string, number> = {}
    for (const room of rooms) jobs[room] = await worker.talk(room, room)
    process.kill(jobs.killed as number, 'SIGKILL')
    worker.endpoint.terminate('terminated')
    for (const room of ['closes', 'exits', 'throws', 'endless-callback']) process.kill(jobs[room] as number, 'SIGUSR2')
    await Promise.all([
      worker.told('closes', 'ended agent_hangup'),
      worker.told('terminated', 'ended shutdown'),
      worker.told('endless-callback', 'ended agent_hangup'),
    ])
    // The worker would wait for the job that never ends; its supervisor does so only for as long as it is told to.
    worker.endpoint.terminate('endless-callback')
    await Promise.all(Object.values(jobs).map(gone))
    expect((await afterwards(stateDir, rooms)).found).toMatchObject({
      closes: {
        status: 'completed',
        end_reason: 'agent_hangup',
        turns: WHOLE,
        interrupted: false,
        room_sid: 'RM_closes',
      },
      exits: { status: 'failed', end_reason: 'error', turns: WHOLE },
      throws: { status: 'failed', end_reason: 'error', turns: WHOLE },
      killed: { status: 'abandoned', end_reason: 'worker_lost', turns: CUT_OFF, interrupted: true },
      terminated: { status: 'completed', end_reason: 'shutdown', turns: CUT_OFF, interrupted: true },
      'endless-callback': { status: 'completed', end_reason: 'agent_hangup', turns: WHOLE },
    })
  })

  it('end by themselves while the worker drains after a SIGTERM', async () => {
    const stateDir = await ownFolder()
    const worker = await startWorker('start', { stateDir, databaseUrl: NOWHERE })
    const job = await worker.talk('drained', 'closes')
    worker.process.kill('SIGTERM')
    process.kill(job, 'SIGUSR2')
    expect(await worker.ended).toBe(143)
    expect(await afterwards(stateDir, ['drained'])).toMatchObject({
      found: { drained: { status: 'completed', end_reason: 'agent_hangup', turns: WHOLE } },
      calls: 1,
    })
  })

  it('are ended by the worker where draining takes too long', async () => {
    const stateDir = await ownFolder()
    const worker = await startWorker('start', { stateDir, databaseUrl: NOWHERE, drainTimeout: 500 })
    await worker.talk('cut', 'closes')
    worker.process.kill('SIGTERM')
    expect(await worker.ended).toBe(143)
    expect((await afterwards(stateDir, ['cut'])).found).toMatchObject({
      cut: { status: 'completed', end_reason: 'shutdown', turns: CUT_OFF, interrupted: true },
    })
  })

  it('are ended at once by a SIGTERM in dev', async () => {
    const stateDir = await ownFolder()
    const worker = await startWorker('dev', { stateDir, databaseUrl: NOWHERE })
    await worker.talk('dev', 'closes')
    worker.process.kill('SIGTERM')
    expect(await worker.ended).toBe(143)
    expect((await afterwards(stateDir, ['dev'])).found).toMatchObject({
      dev: { status: 'completed', end_reason: 'shutdown', turns: CUT_OFF, interrupted: true },
    })
  })

  it('outlive a worker that is killed by 15 seconds, and are not lost', async () => {
    const stateDir = await ownFolder()
    const worker = await startWorker('start', { stateDir, databaseUrl: NOWHERE })
    const job = await worker.talk('orphan', 'stays')
    worker.process.kill('SIGKILL')
    process.kill(job, 'SIGUSR2')
    await gone(job)
    expect((await afterwards(stateDir, ['orphan'])).found).toMatchObject({
      orphan: { status: 'abandoned', end_reason: 'worker_lost', turns: WHOLE },
    })
  })
})
