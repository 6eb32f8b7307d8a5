import { expect, test } from 'vitest'
import { ownFolder, ownRecorder } from '../conversation/recorder-setup.ts'
import { startChild } from './child.ts'

test('jobs whose parent holds the embedded database keep their words in a journal, and the parent saves them', async () => {
  const stateDir = await ownFolder()
  const parent = await ownRecorder({ stateDir, endTimeoutMs: 30_000 })
  await parent.ready
  const jobs = ['ended', 'killed'].map((name) =>
    startChild('room-child.ts', { stateDir, room: { roomName: name }, name, endTimeoutMs: 100 }),
  )
  const [orderly, killed] = jobs as [(typeof jobs)[0], (typeof jobs)[0]]
  for (const job of jobs) expect(await job.heard('refused')).toBe('refused RAWI_EMBEDDED_HELD')
  const [endedId, killedId] = (await Promise.all(jobs.map((job) => job.heard('said')))).map(
    (line) => line.split(' ')[1],
  )

  // While they live, their journals are theirs.
  expect(await parent.recover()).toMatchObject({ journals: 0, conversations: 0 })
  orderly.say('go on')
  await orderly.heard('ready')
  orderly.say('end')
  expect(await orderly.heard('ended')).toMatch(/^ended false /)
  expect(await orderly.ended).toBe(0)
  await killed.kill()

  expect(await parent.recover()).toEqual({ journals: 2, conversations: 2, messages: 100, damagedFrames: 0, pending: 0 })
  expect(await parent.getConversation(endedId ?? '')).toMatchObject({
    conversation_id: 'ended',
    status: 'completed',
    message_count: 50,
    tags: ['ended'],
  })
  expect(await parent.getConversation(killedId ?? '')).toMatchObject({
    conversation_id: 'killed',
    status: 'abandoned',
    end_reason: 'worker_lost',
    message_count: 50,
  })
  expect(await parent.recover()).toMatchObject({ journals: 0, conversations: 0 })
})
