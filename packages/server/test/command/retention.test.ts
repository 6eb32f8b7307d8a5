import { openRecorder } from 'rawi'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { runHere } from './run-here.ts'
import { newHome, rawi } from './run-rawi.ts'

const home = newHome()
beforeAll(async () => {
  await giveDatabase(home.path)
  const recorder = await openRecorder({
    stateDir: home.path,
    clock: { now: () => Date.parse('2026-01-01'), monotonic: () => 0 },
  })
  await recorder.ready
  const call = recorder.startConversation({ conversationId: 'old' })
  call.addMessage({ role: 'user', content: 'hello' })
  await call.end()
  await recorder.close()
})
afterAll(() => home.remove())

it('rawi retention counts what is too old, and removes it when it is asked to', async () => {
  const env = { RAWI_KEEP_CONVERSATIONS_DAYS: '30' }
  const nothing = { conversations: 0, transcripts: 0, audit: 0, deliveries: 0 }
  const dry = await rawi(home.path, ['retention', '--dry-run', '--json'], { env })
  expect(JSON.parse(dry.out)).toEqual({ dry_run: true, removed: { ...nothing, conversations: 1 } })
  expect((await runHere(home.path, ['retention'])).out).toMatch(/^Removed 0 conversations/)
  expect((await runHere(home.path, ['retention'], { env })).out).toMatch(/^Removed 1 conversations/)
  const left = await runHere(home.path, ['retention', '--dry-run', '--json'], { env })
  expect(JSON.parse(left.out)).toEqual({ dry_run: true, removed: nothing })
  const { out } = await runHere(home.path, ['doctor'], { env })
  expect(out).toContain('keeps conversations 30 days, transcript files with their conversation, journals 24 hours')
})
