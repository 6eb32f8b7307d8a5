import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/conversation/clock.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { ownFolder, ownRecorder } from './recorder-setup.ts'

const SOUND = { container: 'ogg', codec: 'opus', channels: 2, sampleRate: 24_000 } as const

describe('what happens in a call besides words', () => {
  it('is told to listeners, shown while the call runs, and in the database when it has ended', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const told: string[] = []
    recorder.on('event', ({ id, event }) => told.push(`${id} ${event.kind}`))
    const call = recorder.startConversation()
    call.addMessage({ role: 'user', content: 'أريد موظفاً' })
    const event = call.addEvent('hand_over', { reason: 'asked' })
    const file = `${call.id}.ogg`
    call.addRecording({ ...SOUND, file })
    expect(told).toEqual([`${call.id} hand_over`])
    const running = await recorder.getConversation(call.id)
    expect(running).toMatchObject({ events: [event], recordings: [{ file, bytes: null }] })
    call.addRecording({ ...SOUND, file, durationMs: 500, bytes: 7 })
    expect((await call.end()).saved).toBe(true)
    const kept = await recorder.getConversation(call.id)
    // When it began stands, on the clock of the messages.
    expect(kept?.recordings).toEqual([{ ...running?.recordings[0], duration_ms: 500, bytes: 7 }])
    expect(kept?.events).toEqual([event])
    expect(() => call.addEvent('late')).toThrowError(expect.objectContaining({ code: 'RAWI_CONVERSATION_ENDED' }))
  })

  it('comes back exactly once from the journal of a process that died', async () => {
    const stateDir = await ownFolder()
    const recorder = await ownRecorder({ stateDir })
    // A process of its own wrote this and died: its journal is all there is.
    const id = '01a2046b-1ce3-71e1-b963-faaad6634f9f'
    const startedAt = Date.now() - 60_000
    const owner = {
      recorderId: '00000000-0000-4000-8000-00000000000b',
      tenantId: '00000000-0000-0000-0000-000000000000',
    }
    const directory = join(stateDir, 'journal')
    const journal = await openJournal({ ...owner, directory, clock: systemClock, onAlarm: () => {} })
    const start = { ...owner, id, label: 'room-x' }
    journal.append({ kind: 'start', conversation: id, start: { ...start, writer: 5, startedAt, channel: 'web' } })
    const sound = { kind: 'recording', ...SOUND, file: `${id}.ogg`, startedAt: startedAt + 40 } as const
    journal.append({ kind: 'fact', conversation: id, fact: sound })
    const event = { kind: 'event', id: '01a2046b-1ce3-71e1-b963-faaad6634f00', name: 'hand_over', detail: {} } as const
    journal.append({ kind: 'fact', conversation: id, fact: { ...event, at: startedAt + 50 } })
    journal.append({ kind: 'fact', conversation: id, fact: { ...event, at: startedAt + 50 } })
    await journal.close()
    await recorder.recover()
    await recorder.recover()
    expect(await recorder.getConversation(id)).toMatchObject({
      status: 'abandoned',
      recordings: [{ file: `${id}.ogg`, started_at: new Date(startedAt + 40), bytes: null, duration_ms: null }],
      events: [{ id: event.id, kind: 'hand_over' }],
    })
  })

  it('goes when its conversation is erased, the file too', async () => {
    const stateDir = await ownFolder()
    const recorder = await ownRecorder({ stateDir })
    const call = recorder.startConversation()
    const file = join(stateDir, 'recordings', `${call.id}.ogg`)
    const other = join(stateDir, 'recordings', 'other.ogg')
    await mkdir(join(stateDir, 'recordings'))
    for (const path of [file, other]) await writeFile(path, 'sound')
    call.addRecording({ ...SOUND, file: `${call.id}.ogg`, bytes: 5, durationMs: 1 })
    await call.end()
    await recorder.erase({ conversation: call.id })
    expect(await recorder.getConversation(call.id)).toBeUndefined()
    expect([existsSync(file), existsSync(other)]).toEqual([false, true])
  })

  it('is refused where it leads out of its folder or is no recording', async () => {
    const recorder = await ownRecorder({ stateDir: await ownFolder() })
    const call = recorder.startConversation()
    for (const wrong of [{ file: '../a.ogg' }, { file: '' }, { file: '.a' }, { file: 'a.ogg', channels: 0 }]) {
      expect(() => call.addRecording({ ...SOUND, ...wrong })).toThrowError(
        expect.objectContaining({ code: 'RAWI_INPUT_INVALID' }),
      )
    }
    await call.end()
  })
})
