import { expect, test, vi } from 'vitest'
import { listenLive } from '../../src/store/listen-live.ts'
import type { Change } from '../../src/store/notify.ts'
import { emptyFolder, ownRecorder } from '../conversation/recorder-setup.ts'
import { asAdmin, createDatabase, describePostgres } from './test-database.ts'

describePostgres('listening to other processes', () => {
  test('hears which conversations they save, ids only, and comes back after its line was cut', async () => {
    const { url, drop } = await createDatabase()
    const heard: Change[] = []
    const gaps = vi.fn()
    const listener = listenLive({ url, onChange: (change) => heard.push(change), onGap: gaps })
    await vi.waitFor(() => expect(gaps).toHaveBeenCalledTimes(1), 10_000)
    const there = await ownRecorder({ stateDir: await emptyFolder(), databaseUrl: url, sync: 'live' })
    const call = there.startConversation({ conversationId: 'secret label' })
    call.addMessage({ role: 'user', content: 'secret words' })
    await vi.waitFor(
      () => expect(heard.some(({ conversations }) => conversations.includes(call.id))).toBe(true),
      10_000,
    )
    expect(heard[0]).toMatchObject({ recorderId: there.id })
    expect(JSON.stringify(heard)).not.toContain('secret')

    await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rawi live'`)
    await vi.waitFor(() => expect(gaps).toHaveBeenCalledTimes(2), 10_000)
    heard.length = 0
    call.addMessage({ role: 'user', content: 'more' })
    await vi.waitFor(
      () => expect(heard.some(({ conversations }) => conversations.includes(call.id))).toBe(true),
      10_000,
    )
    await call.end()
    await listener.close()
    await there.close()
    await drop()
  })

  test('through a transaction pooler it asks instead', async () => {
    const { url, drop } = await createDatabase()
    const pooled = new URL(url)
    pooled.searchParams.set('pgbouncer', 'true')
    const gaps = vi.fn()
    const listener = listenLive({ url: pooled.href, onChange: () => {}, onGap: gaps })
    expect(listener.mode).toBe('polling')
    await vi.waitFor(() => expect(gaps.mock.calls.length).toBeGreaterThan(1), 10_000)
    await listener.close()
    await drop()
  })
})
