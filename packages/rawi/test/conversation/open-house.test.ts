import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openHouse } from '../../src/open-house.ts'
import { giveDatabase } from '../store/embedded-folder.ts'

const OTHER = '0c1b9a52-2f5f-4e4e-9b5e-0c1b9a522f5f'

let stateDir: string
beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'rawi-house-'))
  await giveDatabase(stateDir)
})
afterEach(() => rmSync(stateDir, { recursive: true, force: true }))

it('recorders of several tenants share one embedded database, and each keeps its own calls', async () => {
  const house = await openHouse({ stateDir })
  const watched: string[] = []
  house.eachRecorder((_, tenantId) => watched.push(tenantId))
  const other = await house.recorderOf(OTHER.toUpperCase())
  expect(await house.recorderOf(OTHER)).toBe(other)
  expect(await house.recorderOf(house.tenantId)).toBe(house.recorder)
  expect(watched).toEqual([house.tenantId, OTHER])
  for (const recorder of [house.recorder, other]) {
    const conversation = recorder.startConversation({ conversationId: 'the-same-label' })
    conversation.addMessage({ role: 'user', content: 'hello' })
    expect(await conversation.end()).toMatchObject({ saved: true, conversationId: 'the-same-label' })
  }
  const { rows } = await house.database.query<{ tenant_id: string }>('select tenant_id from conversations order by 1')
  expect(rows).toEqual([{ tenant_id: house.tenantId }, { tenant_id: OTHER }])
  expect((await other.listConversations()).items).toHaveLength(1)
  await house.close()
})

it('ends every recorder before the database, and opens none afterwards', async () => {
  const house = await openHouse({ stateDir })
  const other = await house.recorderOf(OTHER)
  const conversation = other.startConversation()
  conversation.addMessage({ role: 'user', content: 'cut off' })
  await house.close()
  await expect(house.recorderOf('11111111-2222-4333-8444-555555555555')).rejects.toMatchObject({
    code: 'RAWI_RECORDER_CLOSED',
  })
  await expect(house.database.query('select 1')).rejects.toMatchObject({ code: 'RAWI_DATABASE_UNREACHABLE' })
  const again = await openHouse({ stateDir })
  await again.recorder.ready
  const { rows } = await again.database.query<object>('select status, end_reason, message_count from conversations')
  expect(rows).toEqual([{ status: 'completed', end_reason: 'shutdown', message_count: 1 }])
  await again.close()
})

it('refuses a tenant that is none', async () => {
  const house = await openHouse({ stateDir })
  await expect(house.recorderOf('acme')).rejects.toMatchObject({ code: 'RAWI_CONFIG_INVALID' })
  await house.close()
})
