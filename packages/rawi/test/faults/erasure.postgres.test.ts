import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Recorder, RecorderOptions } from '../../src/conversation/recorder-api.ts'
import { openRecorder } from '../../src/open-recorder.ts'
import { openProxy, type TcpProxy } from '../store/tcp-proxy.ts'
import { createDatabase, describePostgres, type TestDatabase } from '../store/test-database.ts'
import { startChild } from './child.ts'
import { emptyFolder } from './own-recorder.ts'

const SECRET = 'كلمةسريةجدا'
let database: TestDatabase

async function ownRecorder(options: RecorderOptions & { stateDir: string }): Promise<Recorder> {
  const recorder = await openRecorder({ databaseUrl: database.url, ...options })
  onTestFinished(() => recorder.close())
  return recorder
}

/** Every file of a state folder that still holds the erased words. */
async function traces(stateDir: string): Promise<string[]> {
  const found: string[] = []
  for (const file of await readdir(stateDir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.name.endsWith('.lock')) continue
    const path = join(file.parentPath, file.name)
    if ((await readFile(path)).includes(SECRET)) found.push(path.slice(stateDir.length))
  }
  return found
}

describePostgres('an erased conversation', () => {
  beforeAll(async () => {
    database = await createDatabase()
  })
  afterAll(() => database.drop())

  test('is not erased while the database is away, and says so with a code', async () => {
    const proxy: TcpProxy = await openProxy(Number(new URL(database.url).port))
    onTestFinished(() => proxy.close())
    await proxy.refuse()
    const stateDir = await emptyFolder()
    const recorder = await ownRecorder({ stateDir, databaseUrl: proxy.through(database.url), endTimeoutMs: 50 })
    const call = recorder.startConversation()
    call.addMessage({ role: 'user', content: SECRET })
    await call.end()
    await expect(recorder.erase({ conversation: call.id })).rejects.toMatchObject({ code: 'RAWI_DATABASE_UNREACHABLE' })
    expect(await traces(stateDir)).not.toEqual([])
    await proxy.heal()
    expect((await recorder.erase({ conversation: call.id })).conversations).toEqual([call.id])
    expect(await recorder.getConversation(call.id)).toBeUndefined()
    await recorder.close()
    expect(await traces(stateDir)).toEqual([])
  })

  test('does not come back through the journal of a process that was killed', async () => {
    const stateDir = await emptyFolder()
    const child = startChild('secret-child.ts', { stateDir, databaseUrl: database.url, secret: SECRET })
    const id = (await child.heard('claimed')).split(' ')[1] ?? ''
    await child.kill()
    const elsewhere = await ownRecorder({ stateDir: await emptyFolder() })
    await elsewhere.erase({ conversation: id })
    expect(await traces(stateDir)).not.toEqual([])

    const recorder = await ownRecorder({ stateDir })
    await recorder.recover()
    expect(await recorder.getConversation(id)).toBeUndefined()
    await recorder.close()
    expect(await traces(stateDir)).toEqual([])
  })

  test('does not come back through a process in which its call still runs', async () => {
    const stateDir = await emptyFolder()
    const recorder = await ownRecorder({ stateDir })
    const call = recorder.startConversation()
    call.addMessage({ role: 'user', content: SECRET })
    await call.ready
    const elsewhere = await ownRecorder({ stateDir: await emptyFolder() })
    await elsewhere.erase({ conversation: call.id })
    call.addMessage({ role: 'user', content: SECRET })
    expect(await call.end({ summary: SECRET })).toMatchObject({ saved: false, transcriptPath: null })
    expect(await recorder.getConversation(call.id)).toBeUndefined()
    await recorder.close()
    expect(await traces(stateDir)).toEqual([])
  })

  test('leaves no transcript in the folder of another process that had saved it', async () => {
    const stateDir = await emptyFolder()
    const first = await ownRecorder({ stateDir })
    const call = first.startConversation()
    call.addMessage({ role: 'user', content: SECRET })
    await call.end()
    await first.close()
    const elsewhere = await ownRecorder({ stateDir: await emptyFolder() })
    await elsewhere.erase({ conversation: call.id })
    expect(await traces(stateDir)).not.toEqual([])

    // The next process on that machine learns of it at its first turn.
    const next = await ownRecorder({ stateDir })
    await expect.poll(() => traces(stateDir), { timeout: 10_000 }).toEqual([])
    await next.close()
  })
})
