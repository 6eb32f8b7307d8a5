import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CallDesk, hasBuiltinVoice, type OpenModels, openModels, type Speaker } from '../../src/index.ts'
import { recordingFile } from '../../src/voice/tape/call-tape.ts'
import { ffmpegOfLiveKit } from '../../src/voice/tape/opus-encoder.ts'
import { callerSays, loudness, voiceOfTest } from '../speech/speech-of-test.ts'
import { openDesk, recorderWithoutDatabase } from './calls-of-test.ts'

const SPEAKS = { up: true, down: true } as const
const { recorder, folder } = recorderWithoutDatabase()
const desks: CallDesk[] = []

describe.skipIf(!hasBuiltinVoice() || ffmpegOfLiveKit() === undefined)('the sound of a call', () => {
  let models: OpenModels
  let voice: Speaker
  beforeAll(async () => {
    voice = voiceOfTest()
    models = await openModels({ voice: 'builtin' })
  })
  afterAll(async () => {
    await models.close()
    await voice.close()
  })
  afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.close())))

  async function desk(recordings: string) {
    const opened = await openDesk({ recorder: recorder(), models, recordings })
    desks.push(opened.desk)
    return opened
  }

  it('is kept when asked for: the caller left, the agent right, each where it was heard, for its owner only', async () => {
    const recordings = join(folder(), 'recordings')
    const { call, desk: open } = await desk(recordings)
    const page = await call({ language: 'en', sound: SPEAKS })
    expect(page.first('welcome').recording).toBe(true)
    await page.until(() => page.answers().length === 1, 'the greeting')
    await page.say(await callerSays(voice, 'this is what the caller says on this tape'))
    const [running] = open.calls
    page.send({ type: 'end' })
    await running?.ended
    const path = recordingFile(recordings, running?.conversation.id ?? '')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(recordings).mode & 0o777).toBe(0o700)

    const { left, right, seconds } = decoded(path)
    expect(seconds).toBeGreaterThan(4)
    const half = Math.floor(left.length / 2)
    // The greeting came first, and the caller after it.
    expect(loudness(right.subarray(0, half))).toBeGreaterThan(300)
    expect(loudness(left.subarray(0, Math.floor(left.length / 3)))).toBeLessThan(50)
    expect(loudness(left.subarray(half))).toBeGreaterThan(300)
    expect(loudness(right.subarray(-24_000))).toBeLessThan(50)
    const kept = await recorder().getConversation(running?.conversation.id ?? '')
    const [told, ...others] = kept?.recordings ?? []
    expect(others).toEqual([])
    expect(told).toMatchObject({
      ...{ file: `${running?.conversation.id}.ogg`, container: 'ogg', codec: 'opus', channels: 2 },
      bytes: statSync(path).size,
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    })
    expect(Math.abs((told?.duration_ms ?? 0) / 1_000 - seconds)).toBeLessThan(0.2)
    // In step with the words: the greeting is heard where its message says that it was.
    const began = told?.started_at.getTime() ?? 0
    const firstSound = right.findIndex((sample) => Math.abs(sample) > 1_000) / 24_000
    const greeting = kept?.messages.find(({ role }) => role === 'assistant')?.timestamp.getTime() ?? 0
    expect(began).toBeGreaterThanOrEqual(kept?.started_at.getTime() ?? 0)
    expect(Math.abs(began / 1_000 + firstSound - greeting / 1_000)).toBeLessThan(2)
  })

  it('is not kept of a call in text alone', async () => {
    const recordings = join(folder(), 'silent')
    const { call, desk: open } = await desk(recordings)
    const page = await call({ language: 'en' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    await open.close()
    expect(await readdir(recordings).catch(() => [])).toEqual([])
  })

  it('that cannot be kept is told, and the call goes on', async () => {
    const notFolder = join(folder(), 'a-file')
    writeFileSync(notFolder, '')
    const { call } = await desk(notFolder)
    const page = await call({ language: 'en', sound: { up: false, down: true } })
    await page.until(() => page.errors().includes('RAWI_RECORDING_FAILED'), 'an error')
    await page.until(() => page.answers().length === 1, 'the greeting')
  })

  it('does not follow a link that somebody laid in its place', async () => {
    const elsewhere = join(folder(), 'elsewhere')
    mkdirSync(elsewhere)
    const linked = join(folder(), 'linked')
    symlinkSync(elsewhere, linked)
    const { call } = await desk(linked)
    const page = await call({ language: 'en', sound: { up: false, down: true } })
    await page.until(() => page.errors().includes('RAWI_RECORDING_FAILED'), 'an error')
    expect(await readdir(elsewhere)).toEqual([])
  })

  it('goes when its conversation is erased', async () => {
    const recordings = join(folder(), 'erased')
    mkdirSync(recordings)
    await desk(recordings)
    const id = '01a2046b-1ce3-71e1-b963-faaad6634f9f'
    writeFileSync(recordingFile(recordings, id), 'sound')
    ;(recorder() as unknown as { announcer: { tell(event: string, told: object): void } }).announcer.tell('erased', {
      conversations: [id],
    })
    await vi.waitUntil(async () => (await readdir(recordings)).length === 0, 20_000)
  })
})

/** Both sides of a recording at 24 kHz, as FFmpeg reads them. */
function decoded(path: string): { left: Int16Array; right: Int16Array; seconds: number } {
  const arguments_ = ['-loglevel', 'error', '-i', path, '-f', 's16le', '-ar', '24000', '-ac', '2', 'pipe:1']
  const { stdout, status } = spawnSync(ffmpegOfLiveKit() ?? '', arguments_, { maxBuffer: 1e8 })
  expect(status).toBe(0)
  const frames = Math.floor(stdout.length / 4)
  const left = Int16Array.from({ length: frames }, (_, at) => stdout.readInt16LE(at * 4))
  const right = Int16Array.from({ length: frames }, (_, at) => stdout.readInt16LE(at * 4 + 2))
  return { left, right, seconds: frames / 24_000 }
}
