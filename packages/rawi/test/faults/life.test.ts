import { describe, expect, test } from 'vitest'
import { ownFolder, ownRecorder } from '../conversation/recorder-setup.ts'
import { startChild } from './child.ts'
import { emptyFolder } from './own-recorder.ts'

const UNREACHABLE = 'postgres://nobody@127.0.0.1:1/none'
/** A process needs a second to start; a test machine that is busy needs several. */
const SOON_MS = 20_000

/** Starts the script, waits for its own end, and says how it went. */
async function lived(options: object): Promise<{ lines: string[]; code: number | string }> {
  const child = startChild('life-child.ts', options)
  const timer = setTimeout(() => child.process.kill('SIGKILL'), SOON_MS)
  const code = await child.ended
  clearTimeout(timer)
  return { lines: child.lines(), code }
}

describe('nothing keeps the process alive', () => {
  test('of a call that nobody ends, over the embedded database', async () => {
    const stateDir = await ownFolder()
    const { lines, code } = await lived({ stateDir, doing: 'leave once ready' })
    expect(code).toBe(0)
    const id = lines[0]?.split(' ')[1] ?? ''
    // The word was safe when the process fell off its end.
    const recorder = await ownRecorder({ stateDir })
    await recorder.recover()
    expect(await recorder.getConversation(id)).toMatchObject({
      status: 'abandoned',
      end_reason: 'worker_lost',
      messages: [{ content: 'hello' }],
    })
  })

  test('of a call that nobody ends, with a database that is not there', async () => {
    expect((await lived({ stateDir: await emptyFolder(), databaseUrl: UNREACHABLE, doing: 'leave' })).code).toBe(0)
  })

  test('after a call that ended without a database', async () => {
    const options = { stateDir: await emptyFolder(), databaseUrl: UNREACHABLE, endTimeoutMs: 200, doing: 'end' }
    expect(await lived(options)).toMatchObject({ code: 0, lines: [expect.any(String), 'end false'] })
  })
})

test('what is awaited does complete', async () => {
  const options = { stateDir: await ownFolder(), endTimeoutMs: 15_000, doing: 'end, look and close' }
  const { lines, code } = await lived(options)
  expect({ code, lines: lines.slice(1) }).toEqual({ code: 0, lines: ['end true', 'look 1', 'count 1', 'closed'] })
})
