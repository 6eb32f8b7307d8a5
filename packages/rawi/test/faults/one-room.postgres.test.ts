import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { StartOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { createDatabase, describePostgres, type TestDatabase } from '../store/test-database.ts'
import { type Child, startChild } from './child.ts'
import { emptyFolder } from './own-recorder.ts'

const NAMES = ['anna', 'badr', 'carl', 'dina']
const EVERY_WORD = NAMES.flatMap((name) => Array.from({ length: 50 }, (_, seq) => `${name} ${seq}`)).sort()
let database: TestDatabase

function fourIn(room: StartOptions, stateDir: string): Child[] {
  return NAMES.map((name) => startChild('room-child.ts', { stateDir, databaseUrl: database.url, room, name }))
}

async function ownRecorder(stateDir: string) {
  const recorder = await openRecorder({ stateDir, databaseUrl: database.url })
  onTestFinished(() => recorder.close())
  await recorder.recover()
  return recorder
}

describePostgres('four processes in one room', () => {
  beforeAll(async () => {
    database = await createDatabase()
  })
  afterAll(() => database.drop())

  test.each([
    ['with the same sid', { roomName: 'reception', roomSid: 'RM_1' }, { roomName: 'reception', roomSid: 'RM_2' }],
    ['with the same name and no sid', { roomName: 'kitchen' }, { roomName: 'kitchen' }],
  ])('%s are one conversation with every word; the name reused later is a second one', async (_, room, later) => {
    const stateDir = await emptyFolder()
    const four = fourIn(room, stateDir)
    for (const child of four) await child.heard('ready')
    for (const child of four) child.say('end')
    const ended = await Promise.all(four.map((child) => child.heard('ended')))
    const ids = new Set(ended.map((line) => line.split(' ')[2]))
    expect(ids.size).toBe(1)
    expect(ended.every((line) => line.startsWith('ended true'))).toBe(true)
    expect(await Promise.all(four.map((child) => child.ended))).toEqual([0, 0, 0, 0])

    const recorder = await ownRecorder(stateDir)
    const record = await recorder.getConversation(room.roomName)
    expect(record).toMatchObject({ id: [...ids][0], status: 'completed', message_count: 200 })
    expect(record?.messages.map(({ content }) => content).sort()).toEqual(EVERY_WORD)

    const second = recorder.startConversation(later)
    second.addMessage({ role: 'user', content: 'somebody else' })
    const result = await second.end()
    expect(result).toMatchObject({ id: second.id, messageCount: 1 })
    expect(result.conversationId).toMatch(new RegExp(`^${room.roomName}-[0-9a-f]{8}$`))
    expect(await recorder.getConversation(room.roomName)).toMatchObject({ id: [...ids][0], message_count: 200 })
  })

  test('that are all killed are one conversation with every word, too', async () => {
    const stateDir = await emptyFolder()
    const four = fourIn({ roomName: 'cellar' }, stateDir)
    for (const child of four) await child.heard('ready')
    await Promise.all(four.map((child) => child.kill()))
    const recorder = await ownRecorder(stateDir)
    const own = new Set(four.map((child) => child.lines()[0]?.split(' ')[1] ?? ''))
    const records = await Promise.all([...own].map((id) => recorder.getConversation(id)))
    expect(new Set(records.map((record) => record?.id)).size).toBe(1)
    expect(records[0]).toMatchObject({ status: 'abandoned', end_reason: 'worker_lost', message_count: 200 })
    expect(records[0]?.messages.map(({ content }) => content).sort()).toEqual(EVERY_WORD)
  })
})
