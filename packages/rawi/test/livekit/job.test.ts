import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import type { EndOptions, Recorder, StartOptions } from '../../src/conversation/recorder-api.ts'
import { recordSession, type SessionJob } from '../../src/livekit/record-session.ts'

const AGENT = 4
const SIP = 3
const someone = (identity: string, more: object = {}) => ({ identity, info: { kind: 0 }, attributes: {}, ...more })
const phone = someone('sip_1', { info: { kind: SIP }, attributes: { 'sip.phoneNumber': '+963991234567' } })

/** A job and a session that do what the test says, and a recorder that remembers what it was told. */
function standIns(present: ReturnType<typeof someone>[] = [], participant?: { identity: string }) {
  const session = Object.assign(new EventEmitter(), { history: { items: [] }, usage: { modelUsage: [] } })
  const room = Object.assign(new EventEmitter(), {
    name: 'from the room',
    remoteParticipants: new Map(present.map((one) => [one.identity, one])),
  })
  const told: { start?: StartOptions; end?: EndOptions; shutdown: string[]; closed: number } = {
    shutdown: [],
    closed: 0,
  }
  const callbacks: (() => Promise<void>)[] = []
  const ctx = {
    job: { room: { name: 'room-1', sid: 'RM_1' }, participant, agentName: 'receptionist' },
    room,
    addShutdownCallback: (callback: () => Promise<void>) => callbacks.push(callback),
    shutdown: (reason: string) => told.shutdown.push(reason),
  } as unknown as SessionJob
  const recorder = {
    startConversation(options: StartOptions) {
      told.start = options
      return {
        addMessage: () => undefined,
        reviseMessage: () => undefined,
        async end(end: EndOptions) {
          told.end = end
          return end
        },
      }
    },
    async close() {
      told.closed++
    },
  } as unknown as Recorder
  const begin = (more: object = {}) => recordSession(session as never, { recorder, ctx, ...more })
  const close = (reason: string) => session.emit('close', { reason, error: null })
  return { session, room, told, callbacks, begin, close }
}

it('starts the call with what the job knows, and with what it is told before that', async () => {
  const { told, begin } = standIns([someone('other-agent', { info: { kind: AGENT } }), phone])
  await begin({ language: 'ar', agentName: 'front' }).end()
  expect(told.start).toEqual({
    roomName: 'room-1',
    roomSid: 'RM_1',
    participantIdentity: 'sip_1',
    agentName: 'front',
    channel: 'phone',
    callerId: '+963991234567',
    language: 'ar',
  })
})

it('says at the end who the caller was, where nobody was there at the start', async () => {
  const { room, told, begin, close } = standIns()
  const recording = begin()
  expect(told.start).toEqual({ roomName: 'room-1', roomSid: 'RM_1', agentName: 'receptionist' })
  room.emit('participantConnected', phone)
  close('participant_disconnected')
  await recording.ended
  expect(told.end).toMatchObject({ callerId: '+963991234567', metadata: { participant_identity: 'sip_1' } })
})

it('ends the job when the session closes, and lets it go only when the call has ended', async () => {
  const { told, callbacks, begin, close } = standIns([someone('user-456')])
  const recording = begin({ closeRecorder: true, end: async () => ({ summary: 'a call' }) })
  close('participant_disconnected')
  expect(told.shutdown).toEqual(['participant_disconnected'])
  expect(told.end).toBeUndefined()
  await Promise.all(callbacks.map((callback) => callback()))
  expect(told.end).toMatchObject({ endReason: 'user_hangup', summary: 'a call' })
  expect(told.closed).toBe(1)
  expect(await recording.ended).toBe(told.end)
})

it('ends the call when the job ends and the session could not close', async () => {
  const { told, callbacks, begin } = standIns()
  begin()
  await Promise.all(callbacks.map((callback) => callback()))
  expect(told.end).toMatchObject({ endReason: 'shutdown' })
})

it('goes by the caller’s leaving, not by anybody else’s, and not by one who came back', async () => {
  const { room, told, begin, close } = standIns([someone('user-456')])
  const recording = begin()
  room.emit('participantDisconnected', someone('supervisor', { disconnectReason: 4 }))
  room.emit('participantDisconnected', someone('user-456', { disconnectReason: 14 }))
  room.emit('participantConnected', someone('user-456'))
  room.emit('disconnected', 5)
  close('user_initiated')
  await recording.ended
  expect(told.end?.endReason).toBe('room_closed')
})

it('knows an end that the worker asked for by the worker’s own message', async () => {
  const send = process.send
  process.send = () => true
  const before = process.listenerCount('message')
  const { told, begin, close } = standIns()
  try {
    const recording = begin()
    process.emit('message', { case: 'shutdownRequest' }, undefined)
    close('user_initiated')
    await recording.ended
  } finally {
    if (send) process.send = send
    else Reflect.deleteProperty(process, 'send')
  }
  expect(told.end?.endReason).toBe('shutdown')
  expect(process.listenerCount('message')).toBe(before)
})

it('has one listener for the exit of a process, whatever the number of calls, and none after them', async () => {
  const before = process.listenerCount('exit')
  const calls = [standIns(), standIns(), standIns()]
  const recordings = calls.map(({ begin }) => begin())
  expect(process.listenerCount('exit')).toBe(before + 1)
  for (const { close } of calls) close('user_initiated')
  await Promise.all(recordings.map(({ ended }) => ended))
  expect(process.listenerCount('exit')).toBe(before)
})
