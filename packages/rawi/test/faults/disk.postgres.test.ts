import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Alarm } from '../../src/conversation/journal-port.ts'
import type { Conversation, Recorder, RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { faultDisk } from '../journal/fault-disk.ts'
import { openProxy, type TcpProxy } from '../store/tcp-proxy.ts'
import { createDatabase, describePostgres, type TestDatabase } from '../store/test-database.ts'
import { ownDisk } from './own-disk.ts'
import { emptyFolder, savedLater } from './own-recorder.ts'
import { recorderOnDisk } from './recorder-on-disk.ts'

let database: TestDatabase
let proxy: TcpProxy

async function ownRecorder(options: RecorderOptions): Promise<{ recorder: Recorder; alarms: Alarm['code'][] }> {
  const recorder = await openRecorder({ databaseUrl: proxy.through(database.url), endTimeoutMs: 10_000, ...options })
  const alarms: Alarm['code'][] = []
  recorder.on('alarm', ({ code }) => alarms.push(code))
  onTestFinished(() => recorder.close())
  return { recorder, alarms }
}

/** Long enough for a small disk to feel it. */
const sentence = (index: number) => `${index} ${'س'.repeat(1_000)}`

function talk(call: Conversation, from: number, to: number): void {
  for (let index = from; index < to; index++) call.addMessage({ role: 'user', content: sentence(index) })
}

async function expectWhole(recorder: Recorder, call: Conversation, words: number): Promise<void> {
  const record = await recorder.getConversation(call.id)
  expect(record?.messages.map(({ content }) => content)).toEqual(
    Array.from({ length: words }, (_, index) => sentence(index)),
  )
}

function fillUp(folder: string): string {
  const hog = join(folder, 'hog')
  for (const bytes of [1_000_000, 100_000, 4_096]) {
    try {
      for (;;) writeFileSync(hog, Buffer.alloc(bytes, 1), { flag: 'a' })
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
  return hog
}

describePostgres('a disk in trouble', () => {
  beforeAll(async () => {
    database = await createDatabase()
    proxy = await openProxy(Number(new URL(database.url).port))
  })
  afterEach(() => proxy.heal())
  afterAll(async () => {
    await proxy?.close()
    await database?.drop()
  })

  test('that is full harms no call while the database is there', async (context) => {
    const disk = ownDisk('size=6m')
    if ('reason' in disk) return context.skip(disk.reason)
    const { recorder, alarms } = await ownRecorder({ stateDir: disk.path })
    const call = recorder.startConversation()
    talk(call, 0, 10)
    await call.flush()
    const hog = fillUp(disk.path)
    talk(call, 10, 1_500)
    const result = await call.end()
    expect(result).toMatchObject({ saved: true, messagesSaved: 1_500, transcriptPath: null })
    expect(result.problems.map(({ code }) => code)).toEqual(['RAWI_TRANSCRIPT_FAILED'])
    expect(alarms).toEqual(['RAWI_JOURNAL_DISK_FULL', 'RAWI_TRANSCRIPT_FAILED'])
    expect(readdirSync(join(disk.path, 'transcripts')), 'nothing half-written').toEqual([])
    await expectWhole(recorder, call, 1_500)

    rmSync(hog)
    const next = recorder.startConversation()
    talk(next, 0, 1)
    const { transcriptPath } = await next.end()
    expect(JSON.parse(readFileSync(transcriptPath ?? '', 'utf8'))).toMatchObject({ id: next.id, message_count: 1 })
  })

  test('that is full while the database is away: all is kept in memory, and saved when either is back', async (context) => {
    // Room for the journal and the transcript, which may come late.
    const disk = ownDisk('size=16m')
    if ('reason' in disk) return context.skip(disk.reason)
    const { recorder, alarms } = await ownRecorder({ stateDir: disk.path, endTimeoutMs: 100 })
    await recorder.ready
    await proxy.refuse()
    const call = recorder.startConversation()
    talk(call, 0, 10)
    await call.flush()
    const hog = fillUp(disk.path)
    talk(call, 10, 1_500)
    const all = savedLater(recorder, [call])
    expect(await call.end()).toMatchObject({ saved: false, messageCount: 1_500, transcriptPath: null })
    expect(recorder.status().journal.memoryBytes).toBeGreaterThan(1_000_000)
    expect(alarms.filter((code) => code === 'RAWI_JOURNAL_DISK_FULL')).toHaveLength(1)
    rmSync(hog)
    await call.flush()
    expect(recorder.status().journal.memoryBytes).toBe(0)
    await proxy.heal()
    await all
    await expectWhole(recorder, call, 1_500)
  })

  test('that was full when the process died: what reached the disk before and after is recovered', async (context) => {
    const disk = ownDisk('size=16m')
    if ('reason' in disk) return context.skip(disk.reason)
    const { recorder } = await ownRecorder({ stateDir: disk.path, endTimeoutMs: 100 })
    await recorder.ready
    await proxy.refuse()
    const call = recorder.startConversation()
    talk(call, 0, 10)
    const hog = fillUp(disk.path)
    talk(call, 10, 1_500)
    rmSync(hog)
    await call.flush()
    await call.end()
    await recorder.close()
    await proxy.heal()
    const next = await ownRecorder({ stateDir: disk.path })
    await next.recorder.recover()
    expect(await next.recorder.getConversation(call.id)).toMatchObject({ status: 'completed' })
    await expectWhole(next.recorder, call, 1_500)
    expect(next.alarms).toEqual([])
  })

  test.each([
    ['has no room', 'ENOSPC', 'RAWI_JOURNAL_DISK_FULL'],
    ['fails', 'EIO', 'RAWI_JOURNAL_WRITE_FAILED'],
  ] as const)('that %s, wherever no file system can be mounted, too', async (_, error, alarm) => {
    const disk = faultDisk()
    const stateDir = await emptyFolder()
    const recorder = await recorderOnDisk(disk, { stateDir, databaseUrl: proxy.through(database.url) })
    const alarms = new Set<string>()
    recorder.on('alarm', ({ code }) => alarms.add(code))
    const calls = [recorder.startConversation(), recorder.startConversation()] as const
    for (const call of calls) talk(call, 0, 10)
    disk.fail('writeSync', error)
    disk.fail('openSync', error)
    for (const call of calls) talk(call, 10, 50)
    expect(await calls[0].end()).toMatchObject({ saved: true, messagesSaved: 50, problems: [] })
    expect([...alarms]).toEqual([alarm])
    disk.fail('writeSync')
    disk.fail('openSync')
    await calls[1].flush()
    expect(recorder.status().journal.memoryBytes).toBe(0)
    expect(await calls[1].end()).toMatchObject({ saved: true, messagesSaved: 50, problems: [] })
    for (const call of calls) await expectWhole(recorder, call, 50)
  })

  test('that refused the journal to its end: recovery does not replace the transcript by a shorter one', async () => {
    const disk = faultDisk()
    const stateDir = await emptyFolder()
    const recorder = await recorderOnDisk(disk, { stateDir, databaseUrl: proxy.through(database.url) })
    const call = recorder.startConversation()
    talk(call, 0, 10)
    disk.fail('writeSync', 'ENOSPC')
    disk.fail('openSync', 'ENOSPC')
    talk(call, 10, 20)
    const { saved, transcriptPath } = await call.end()
    expect(saved).toBe(true)
    await recorder.close()
    const next = await ownRecorder({ stateDir })
    expect(await next.recorder.recover()).toMatchObject({ journals: 1, conversations: 1 })
    expect(JSON.parse(readFileSync(transcriptPath ?? '', 'utf8'))).toMatchObject({ message_count: 20 })
    await expectWhole(next.recorder, call, 20)
  })

  test('whose transcripts folder vanishes in a call makes a new one, as private as the old', async () => {
    const stateDir = await emptyFolder()
    const { recorder } = await ownRecorder({ stateDir })
    const call = recorder.startConversation()
    talk(call, 0, 3)
    rmSync(join(stateDir, 'transcripts'), { recursive: true })
    const { transcriptPath, saved, problems } = await call.end()
    expect({ saved, problems }).toEqual({ saved: true, problems: [] })
    expect(statSync(transcriptPath ?? '').mode & 0o777).toBe(0o600)
    expect(statSync(join(stateDir, 'transcripts')).mode & 0o777).toBe(0o700)
  })

  test.each(['a file stands in its place', 'it is mounted read-only'])(
    'whose transcripts folder is lost in a call, because %s, costs the file and nothing else',
    async (how) => {
      const stateDir = await emptyFolder()
      const { recorder, alarms } = await ownRecorder({ stateDir })
      const call = recorder.startConversation()
      talk(call, 0, 3)
      const transcripts = join(stateDir, 'transcripts')
      const disk = how.startsWith('it is mounted') ? ownDisk('size=1m,ro', transcripts) : undefined
      if (disk === undefined || 'reason' in disk) {
        rmSync(transcripts, { recursive: true })
        writeFileSync(transcripts, 'not a folder')
      }
      const result = await call.end()
      expect(result).toMatchObject({ saved: true, messagesSaved: 3, transcriptPath: null })
      expect(result.problems.map(({ code }) => code)).toEqual(['RAWI_TRANSCRIPT_FAILED'])
      expect(alarms).toEqual(['RAWI_TRANSCRIPT_FAILED'])
      await expectWhole(recorder, call, 3)
    },
  )

  test('whose quarantine and journal folders are gone still takes calls', async () => {
    const stateDir = await emptyFolder()
    const { recorder } = await ownRecorder({ stateDir })
    await recorder.ready
    rmSync(join(stateDir, 'journal'), { recursive: true })
    rmSync(join(stateDir, 'quarantine'), { recursive: true })
    mkdirSync(join(stateDir, 'journal'), { mode: 0o700 })
    const call = recorder.startConversation()
    talk(call, 0, 3)
    expect(await call.end()).toMatchObject({ saved: true, messagesSaved: 3 })
    await expectWhole(recorder, call, 3)
  })
})
