import { expect, it } from 'vitest'
import { createDatabase, describePostgres } from '../../../rawi/test/store/test-database.ts'
import { runServer, type TestServer } from '../http/run-server.ts'

describePostgres('several servers on one database', () => {
  it('know each other’s keys, and take over a call only when its server has let it go', async () => {
    const { url, drop } = await createDatabase()
    const one = await runServer({ DATABASE_URL: url })
    const two = await runServer({ DATABASE_URL: url })
    const key = await one.key(['write'])
    const post = (at: TestServer, path: string, body: object, headers: Record<string, string> = {}) =>
      at.ask('POST', path, { key, body, headers })
    const headers = { 'idempotency-key': 'shared' }
    const raced = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        post(n % 2 ? one : two, '/v1/conversations', { conversation_id: 'x' }, headers),
      ),
    )
    // Whoever asks the other server while the first is at it is told to come again.
    const started = raced.filter(({ status }) => status === 201)
    expect(raced.filter(({ status }) => status !== 201 && status !== 503)).toEqual([])
    expect(new Set(started.map(({ text }) => text)).size).toBe(1)
    const path = `/v1/conversations/${started[0]?.body.id}`
    const [home, away] = one.server.house.recorder.running().length > 0 ? [one, two] : [two, one]
    expect((await post(away, '/v1/conversations', { conversation_id: 'x' }, headers)).text).toBe(started[0]?.text)
    expect((await post(away, '/v1/conversations', { conversation_id: 'y' }, headers)).status).toBe(422)

    const said = { id: 'm', role: 'user', content: 'said here' }
    const kept = await post(home, `${path}/messages`, said)
    const held = await post(away, `${path}/messages`, said)
    expect(held).toMatchObject({ status: 503, body: { code: 'RAWI_BUSY' } })
    expect(held.headers.get('retry-after')).toBe('5')
    await home.close()
    expect((await post(away, `${path}/messages`, said)).text).toBe(kept.text)
    await post(away, `${path}/messages`, { id: 'n', role: 'assistant', content: 'answered there' })
    const ended = await post(away, `${path}/end`, {}, { 'idempotency-key': 'e' })
    expect(ended.body).toMatchObject({ status: 'completed', message_count: 2, saved: true })
    await away.close()

    const three = await runServer({ DATABASE_URL: url })
    expect((await post(three, `${path}/end`, {}, { 'idempotency-key': 'e' })).text).toBe(ended.text)
    expect((await post(three, `${path}/end`, { rating: 1 }, { 'idempotency-key': 'e' })).status).toBe(422)
    expect((await post(three, `${path}/end`, {})).body).toMatchObject({ status: 'completed', message_count: 2 })
    expect((await post(three, `${path}/messages`, { role: 'user', content: 'late' })).body.code).toBe(
      'RAWI_CONVERSATION_ENDED',
    )
    await three.close()
    await drop()
  })

  it('hear at once of what is erased elsewhere, and take no further word of it', async () => {
    const { url, drop } = await createDatabase()
    const one = await runServer({ DATABASE_URL: url })
    const two = await runServer({ DATABASE_URL: url })
    const key = await one.key(['read', 'write', 'admin'])
    const { body: call } = await two.ask('POST', '/v1/conversations', { key, body: { user_phone: '+963991234567' } })
    const say = (content: string) =>
      two.ask('POST', `/v1/conversations/${call.id}/messages`, { key, body: { role: 'user', content } })
    expect((await say('before')).status).toBe(200)
    // The other server knows of it once the database does.
    const known = async () => (await one.ask('GET', `/v1/conversations/${call.id}`, { key })).status
    await expect.poll(known).toBe(200)
    expect((await one.ask('DELETE', `/v1/conversations/${call.id}`, { key })).status).toBe(200)
    const refused = async () => (await say('after')).status
    // Not within the half minute in which every process looks by itself.
    await expect.poll(refused, { timeout: 5_000 }).toBe(404)
    expect(two.server.house.recorder.running()).toEqual([])
    await Promise.all([one.close(), two.close()])
    await drop()
  })
})
