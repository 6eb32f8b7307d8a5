import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openRecorder } from '../../src/open-recorder.ts'
import { giveDatabase } from '../store/embedded-folder.ts'
import { startWorkerEndpoint } from './worker-endpoint.ts'

const example = fileURLToPath(new URL('../../../../examples/livekit-agent/agent.ts', import.meta.url))
const offline = new URL('example-offline-child.ts', import.meta.url).href
const LINES_MAX = 40
const PATIENCE = { timeout: 120_000, interval: 100 }

it('the example is short', async () => {
  expect((await readFile(example, 'utf8')).trimEnd().split('\n').length).toBeLessThan(LINES_MAX)
})

it('the example keeps a call, as a worker runs it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'rawi-example-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const stateDir = join(home, '.rawi')
  await mkdir(stateDir, { mode: 0o700 })
  await giveDatabase(stateDir)
  const endpoint = await startWorkerEndpoint()
  onTestFinished(endpoint.close)

  const { DATABASE_URL: _, ...environment } = process.env
  const worker = spawn(process.execPath, ['--import', offline, example, 'dev', '--log-level', 'fatal'], {
    stdio: 'ignore',
    env: {
      ...environment,
      HOME: home,
      LIVEKIT_URL: endpoint.url,
      LIVEKIT_API_KEY: 'key',
      LIVEKIT_API_SECRET: 'secret'.repeat(6),
    },
  })
  const ended = once(worker, 'close')
  onTestFinished(async () => {
    worker.kill('SIGKILL')
    await ended
  })
  await endpoint.registered
  endpoint.dispatch('room-abc123', '')
  const transcripts = () => readdir(join(stateDir, 'transcripts')).catch(() => [])
  await vi.waitUntil(async () => (await transcripts()).some((file) => file.endsWith('.json')), PATIENCE)
  worker.kill('SIGTERM')
  await ended

  const recorder = await openRecorder({ stateDir })
  onTestFinished(() => recorder.close())
  await recorder.ready
  await vi.waitUntil(async () => (await recorder.listConversations()).items[0]?.status !== 'active', PATIENCE)
  const call = await recorder.getConversation('room-abc123')
  expect(call).toMatchObject({ room_sid: 'RM_room-abc123', language: 'ar', agent_name: null })
  expect(call?.messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)).toEqual([
    'أهلاً وسهلاً، كيف أساعدك؟',
  ])
  // Nobody said a word to her.
  expect(call).toMatchObject({ status: 'abandoned', end_reason: 'no_input' })
}, 300_000)
