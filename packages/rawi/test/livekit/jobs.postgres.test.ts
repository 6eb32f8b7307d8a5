import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openRecorder } from '../../src/open-recorder.ts'
import { createDatabase, describePostgres } from '../store/test-database.ts'
import { gone, startWorker } from './worker.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

describePostgres('the jobs of a worker with a database', () => {
  it('save their calls before they end; what a killed one left, the next process saves', async () => {
    const database = await createDatabase()
    cleanups.push(database.drop)
    const stateDir = await mkdtemp(join(tmpdir(), 'rawi-jobs-'))
    cleanups.push(() => rm(stateDir, { recursive: true, force: true }))
    const worker = await startWorker('start', { stateDir, databaseUrl: database.url, idleProcesses: 2 })
    cleanups.push(worker.close)
    const [closes = 0, killed = 0] = await Promise.all([
      worker.talk('closes', 'closes'),
      worker.talk('killed', 'stays'),
    ])
    process.kill(closes, 'SIGUSR2')
    expect(await worker.told('closes', 'ended')).toBe('closes ended agent_hangup true')
    process.kill(killed, 'SIGKILL')
    await Promise.all([gone(closes), gone(killed)])

    const recorder = await openRecorder({ stateDir, databaseUrl: database.url })
    cleanups.push(() => recorder.close())
    await recorder.ready
    await recorder.recover()
    const { items } = await recorder.listConversations()
    expect(
      items.map(({ conversation_id, end_reason, message_count }) => [conversation_id, end_reason, message_count]),
    ).toEqual(
      expect.arrayContaining([
        ['closes', 'agent_hangup', 6],
        ['killed', 'worker_lost', 6],
      ]),
    )
    expect(items).toHaveLength(2)
    const call = await recorder.getConversation('closes')
    expect(call?.metrics).toMatchObject({ usage: [{ model: 'scripted-1', output_tokens: 7 }] })
    expect(call?.messages.map(({ role }) => role)).toEqual([
      ...['system', 'system'],
      ...['user', 'assistant', 'user', 'assistant', 'user', 'assistant'],
    ])
  }, 300_000)
})
