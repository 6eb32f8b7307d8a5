import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Conversation, Recorder, RecorderEvents } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { giveDatabase } from '../store/embedded-folder.ts'
import { ownFolder, ownRecorder } from './recorder-setup.ts'
import { threadTime } from './thread-time.ts'

/** Adds turns: `u:` the caller, `a:` the agent. */
function say(call: Conversation, ...lines: string[]): void {
  for (const line of lines) {
    call.addMessage({ role: line.startsWith('u:') ? 'user' : 'assistant', content: line.slice(2).trim() })
  }
}

/** A recorder for the tests that need no other than the default one. */
let recorder: Recorder
let remove: () => Promise<void>
beforeAll(async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'rawi-contact-'))
  await giveDatabase(stateDir)
  recorder = await openRecorder({ stateDir, endTimeoutMs: 60_000 })
  await recorder.ready
  remove = async () => {
    await recorder.close()
    await rm(stateDir, { recursive: true, force: true })
  }
})
afterAll(() => remove())

async function recorderWith(options: Parameters<typeof ownRecorder>[0] | object = {}): Promise<Recorder> {
  const recorder = await ownRecorder({ stateDir: await ownFolder(), ...options })
  await recorder.ready
  return recorder
}

const NOBODY = { name: null, phone: null, email: null }

describe('who is calling', () => {
  test('is known while the call runs, told by an event, and stands in the record', async () => {
    const call = recorder.startConversation({ roomName: 'room' })
    expect(call.contact).toEqual(NOBODY)
    const told: RecorderEvents['contact'][0][] = []
    recorder.on('contact', (event) => told.push(event))
    say(call, 'u: مرحبا', 'a: أهلاً، مين معي؟', 'u: معك سامر الحلبي ورقمي 0991234567')
    expect(told).toEqual([])
    await new Promise((resolve) => recorder.once('contact', resolve))
    expect(told[0]).toMatchObject({ id: call.id, conversationId: 'room', contact: { name: 'سامر الحلبي' } })
    expect((await recorder.getConversation('room'))?.contact).toEqual(call.contact)
    expect(told).toHaveLength(1)

    const { user } = await call.end()
    expect(user).toMatchObject({ name: 'سامر الحلبي', phone: '+963991234567' })
    expect(call.contact).toEqual({ name: 'سامر الحلبي', phone: '+963991234567', email: null })
    expect(await recorder.getConversation('room')).toMatchObject({
      user_name: 'سامر الحلبي',
      user_phone: '+963991234567',
      contact: { name: 'سامر الحلبي', phone: '+963991234567', email: null },
    })
  })

  test('is read before it is asked for, and before the end', async () => {
    const call = recorder.startConversation()
    say(call, 'u: my name is Sara Khoury')
    expect(call.contact.name).toBe('Sara Khoury')
    say(call, 'u: my number is 0991 234 567')
    expect((await call.end()).user).toMatchObject({ name: 'Sara Khoury', phone: '+963991234567' })
  })

  test('is what the caller of the API says, where it says anything', async () => {
    const call = recorder.startConversation({ userName: 'ليلى' })
    say(call, 'u: معك سامر الحلبي ورقمي 0991234567')
    expect(call.contact).toMatchObject({ name: 'ليلى', phone: '+963991234567' })
    const { user } = await call.end({ userPhone: '0944111222' })
    expect(user).toMatchObject({ name: 'ليلى', phone: '+963944111222' })
    expect(call.contact).toMatchObject({ name: 'ليلى', phone: '+963944111222' })
  })

  test('is the number of the line only while nothing better was said', async () => {
    const silent = recorder.startConversation({ channel: 'phone', callerId: '0955000111' })
    say(silent, 'u: مرحبا')
    expect(silent.contact.phone).toBe('+963955000111')
    expect((await silent.end()).user?.phone).toBe('+963955000111')
    const spoken = recorder.startConversation({ channel: 'phone', callerId: '0955000111' })
    say(spoken, 'u: رقمي 0991234567')
    expect((await spoken.end()).user?.phone).toBe('+963991234567')
    const late = recorder.startConversation({ channel: 'phone' })
    say(late, 'u: call me on the number I am calling from')
    expect((await late.end({ callerId: '0955000111' })).user?.phone).toBe('+963955000111')
    expect(recorder.startConversation({ callerId: 'anonymous' }).contact.phone).toBeNull()
  })

  test('counts of an interrupted turn what was heard', async () => {
    const call = recorder.startConversation()
    say(call, 'u: رقمي 0991234567')
    const turn = call.addMessage({ role: 'assistant', content: 'رقمك', provisional: true })
    expect(call.contact.phone).toBe('+963991234567')
    const seq = turn?.seq ?? -1
    call.reviseMessage(seq, { content: 'رقمك 0991234567 صح؟ واسمك سامر؟', interrupted: true, heard: 'رقمك 0991234567' })
    say(call, 'u: نعم')
    await call.end()
    const evidence = (await recorder.getConversation(call.id))?.contact
    expect(evidence).toEqual({ name: null, phone: '+963991234567', email: null })
  })

  test('reads a revision in the place of the turn it revises', async () => {
    const call = recorder.startConversation()
    say(call, 'u: رقمي 0991234560')
    expect(call.contact.phone).toBe('+963991234560')
    say(call, 'a: تمام')
    call.reviseMessage(0, { content: 'رقمي 0991234567' })
    expect(call.contact.phone).toBe('+963991234567')
  })

  test('is erased with the number that was said, while the call still runs', async () => {
    const call = recorder.startConversation({ roomName: 'to erase' })
    say(call, 'u: معك سامر ورقمي 0944999888')
    const { conversations } = await recorder.erase({ phone: '0944 999 888' })
    expect(conversations).toContain(call.id)
    expect(call.contact).toEqual(NOBODY)
    expect(await recorder.getConversation('to erase')).toBeUndefined()
    expect((await call.end()).saved).toBe(false)
    expect(await recorder.getUserByPhone('0944999888')).toBeUndefined()
  })

  test('is nobody where it is turned off', async () => {
    const recorder = await recorderWith({ contacts: { off: true } })
    const call = recorder.startConversation()
    say(call, 'u: معك سامر ورقمي 0991234567')
    expect(call.contact).toEqual(NOBODY)
    expect((await call.end()).user).toBeNull()
  })

  test('reads numbers by a region of its own', async () => {
    const recorder = await recorderWith({ contacts: { defaultRegion: 'AE' } })
    const call = recorder.startConversation()
    say(call, 'u: my number is 050 123 4567')
    expect(call.contact.phone).toBe('+971501234567')
    await call.end()
  })
})

describe('a caller who says strange things', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
  const lines = [
    'معك سامر\u0000 ورقمي 0991234567',
    'معك سامر \ud800 ورقمي 0991234567 \udc00',
    'معك \u202eسامر\u202c ورقمي \u20660991234567\u2069',
    'معك <b>سامر</b> ورقمي <i>0991234567</i>',
    `رقمي 0991234567 ${'7'.repeat(1_000_000)}`,
    `رقمي 0991234567 ${'my name is '.repeat(90_000)}`,
  ]
  test('harms nothing', async () => {
    const alarms: string[] = []
    recorder.on('alarm', ({ code }) => alarms.push(code))
    for (const content of lines) {
      const call = recorder.startConversation()
      call.addMessage({ role: 'user', content, metadata: deep })
      const { value: contact, ms } = threadTime(() => call.contact)
      expect(ms).toBeLessThan(200)
      for (const value of Object.values(contact)) expect(value ?? '').not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}<>]/u)
      expect((await call.end()).saved).toBe(true)
      expect((await recorder.getConversation(call.id))?.contact).toEqual(contact)
    }
    expect(alarms).toEqual([])
  })
})
