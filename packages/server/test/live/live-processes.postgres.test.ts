import { expect, it, onTestFinished } from 'vitest'
import { emptyFolder } from '../../../rawi/test/conversation/recorder-setup.ts'
import { seeded } from '../../../rawi/test/faults/seeded.ts'
import { asAdmin, createDatabase, describePostgres } from '../../../rawi/test/store/test-database.ts'
import { ask, runServer, type TestServer } from '../http/run-server.ts'
import { serverProcess } from '../ingest/server-process.ts'
import { type Heard, type Listener, listenTo, wordsOf } from './listen-to.ts'

/** What a listener may wait for the words of another process. */
const PROMISE_MS = 1_500

describePostgres('live events of another process', () => {
  it('are heard within 1.5 s, and each once, while connections break on every side', async () => {
    const { url, drop } = await createDatabase()
    const there = await serverProcess(await emptyFolder(), { DATABASE_URL: url, RAWI_SYNC: 'live' })
    onTestFinished(there.kill)
    const here = await runServer({ DATABASE_URL: url })
    const key = await here.key(['read'])
    const post = async (path: string, body: object) =>
      (await ask(there.url + path, 'POST', { key: there.secret, body })).body
    const all = listenTo(`${here.url}/v1/live`, key)
    await all.until((heard) => heard.some(({ type }) => type === 'snapshot'))
    const { id } = await post('/v1/conversations', { conversation_id: 'elsewhere' })
    await all.until((heard) => heard.some(({ type, data }) => type === 'started' && data.id === id))
    const one = listenTo(`${here.url}/v1/conversations/${id}/events`, key)
    await one.until((heard) => heard.length > 0)

    const delays: number[] = []
    const random = seeded(7)
    const messages = `/v1/conversations/${id}/messages`
    /** Those whose line just broke come back after a second of their own. */
    const broken = new Set<Listener>()
    for (let n = 0; n < 12; n++) {
      const said = Date.now()
      await post(messages, { role: 'user', content: `word ${n}` })
      const heard = (list: Heard[]) => list.find(({ data }) => data.message?.content === `word ${n}`)
      for (const listener of [all, one]) {
        const { at } = await listener.until(heard)
        if (!broken.delete(listener)) delays.push(at - said)
        if (random() < 0.25) {
          listener.cut()
          broken.add(listener)
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 300 * random()))
    }
    // The listening connection itself is cut: what is missed meanwhile is read when it is back.
    await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rawi live'`)
    await post(messages, { id: 'turn', role: 'assistant', content: 'still spea', provisional: true })
    await post(messages, { role: 'user', content: 'while it was cut' })
    await all.until((heard) => wordsOf(heard).includes('while it was cut'))
    await post(messages, { id: 'turn', role: 'assistant', content: 'still speaking' })
    await all.until((heard) => wordsOf(heard).includes('still speaking'))
    await post(`/v1/conversations/${id}/end`, { summary: 'over' })
    await all.until((heard) => heard.some(({ type, data }) => type === 'ended' && data.id === id))
    await one.until((heard) => heard.some(({ type }) => type === 'ended'))
    const final = [...Array.from({ length: 12 }, (_, n) => `word ${n}`), 'while it was cut', 'still speaking']
    for (const listener of [all, one]) {
      // It depends on the moment whether what was still being spoken is heard as well.
      const words = wordsOf(listener.heard).filter((word) => word !== 'still spea')
      expect(words.toSorted()).toEqual(final.toSorted())
      listener.close()
    }
    delays.sort((a, b) => a - b)
    console.info(`heard from another process after ms: ${delays.join(' ')}`)
    // All but the last: a busy machine holds up a single one.
    expect(delays.at(-2)).toBeLessThan(PROMISE_MS)
    await here.close()
    expect(await there.stop()).toBe(0)
    await drop()
  })

  it('stand in the snapshot of who begins to listen later, and are theirs alone', async () => {
    const { url, drop } = await createDatabase()
    const there: TestServer = await runServer({ DATABASE_URL: url, RAWI_SYNC: 'live' })
    const call = there.server.house.recorder.startConversation({ conversationId: 'running there' })
    call.addMessage({ role: 'user', content: 'before anybody listened' })
    await call.ready
    const here = await runServer({ DATABASE_URL: url })
    const key = await here.key(['read'])
    const all = listenTo(`${here.url}/v1/live`, key)
    const snapshot = await all.until((heard) => heard[0])
    expect(snapshot.data.items).toMatchObject([{ id: call.id, conversation_id: 'running there', status: 'active' }])
    const stranger = await here.key(['read'], '0c1b9a52-2f5f-4e4e-9b5e-0c1b9a522f5f')
    const foreign = listenTo(`${here.url}/v1/live`, stranger)
    expect((await foreign.until((heard) => heard[0])).data).toEqual({ items: [] })
    expect((await here.ask('GET', `/v1/conversations/${call.id}/events`, { key: stranger })).status).toBe(404)
    call.addMessage({ role: 'user', content: 'now' })
    await all.until((heard) => wordsOf(heard).includes('now'))
    // That a person is asked for is heard without a word after it, and stands in the list of who comes later.
    const asked = call.addEvent('hand_over', { reason: 'asked' })
    const event = { ...asked, occurred_at: asked.occurred_at.toISOString() }
    const { data } = await all.until((heard) => heard.find(({ type }) => type === 'event'))
    expect(data).toEqual({ id: call.id, conversation_id: 'running there', event })
    const later = listenTo(`${here.url}/v1/live`, key)
    const seen = await later.until((heard) => heard[0])
    expect(seen.data.items).toMatchObject([{ id: call.id, person_asked_at: event.occurred_at }])
    later.close()
    await call.end()
    await all.until((heard) => heard.some(({ type }) => type === 'ended'))
    expect(foreign.heard).toHaveLength(1)
    all.close()
    foreign.close()
    await Promise.all([here.close(), there.close()])
    await drop()
  })

  it('reach a server behind a transaction pooler by asking, without notifications', async () => {
    const { url, drop } = await createDatabase()
    const there = await runServer({ DATABASE_URL: url, RAWI_SYNC: 'live' })
    const pooled = new URL(url)
    pooled.searchParams.set('pgbouncer', 'true')
    const here = await runServer({ DATABASE_URL: pooled.href })
    const all = listenTo(`${here.url}/v1/live`, await here.key(['read']))
    await all.until((heard) => heard.length > 0)
    const call = there.server.house.recorder.startConversation({ conversationId: 'asked for' })
    call.addMessage({ role: 'user', content: 'hello' })
    await all.until((heard) => wordsOf(heard).includes('hello'))
    await call.end()
    await all.until((heard) => heard.some(({ type }) => type === 'ended'))
    all.close()
    await Promise.all([here.close(), there.close()])
    await drop()
  })
})
