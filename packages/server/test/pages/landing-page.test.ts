import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'
import { keepCalls, moveCall } from '../records/keep-calls.ts'

describe('the landing page', () => {
  let rawi: TestServer
  beforeAll(async () => {
    rawi = await runServer()
  })
  afterAll(() => rawi.close())
  const landing = async (key?: string, query = '?lang=en') => {
    const headers = { ...(key !== undefined && { authorization: `Bearer ${key}` }) }
    const response = await fetch(`${rawi.url}/${query}`, { headers })
    return { status: response.status, text: await response.text() }
  }

  it('leads those who may read to the latest calls, and names those whose sound was kept', async () => {
    const key = await rawi.key(['read'])
    expect((await landing(key)).text).toContain('No calls yet.')
    const conversation = rawi.server.house.recorder.startConversation({ conversationId: 'with sound' })
    conversation.addMessage({ role: 'user', content: 'hello' })
    conversation.addRecording({ file: 'a.ogg', container: 'ogg', codec: 'opus', channels: 2, sampleRate: 24_000 })
    const { id: heard } = await conversation.end()
    const [read = ''] = await keepCalls(rawi, [{ end: { userName: '<b>سارة</b>' } }])
    await moveCall(rawi, read, '2026-01-02T03:04:05Z')
    const { text } = await landing(key)
    const items = text.match(/<li><a href="\/play\/.*?<\/li>/gs) ?? []
    expect(items).toHaveLength(2)
    expect(items[0]).toContain(`href="/play/${heard}?lang=en"><bdi>with sound</bdi>`)
    expect(items[0]).toContain('with sound</strong>')
    expect(items[1]).toContain(`href="/play/${read}?lang=en"><bdi>&lt;b&gt;سارة&lt;/b&gt;</bdi>`)
    expect(items[1]).toContain('2026-01-02 03:04 UTC')
    expect(items[1]).not.toContain('<strong>')
    expect((await landing(key, '')).text).toContain(`href="/play/${read}"`)
    const played = await fetch(`${rawi.url}/play/${read}?lang=en`, { headers: { authorization: `Bearer ${key}` } })
    expect(played.status).toBe(200)
  })

  it('shows the ten newest', async () => {
    await keepCalls(
      rawi,
      Array.from({ length: 11 }, (_, at) => ({ start: { conversationId: `call-${at}` } })),
    )
    const { text } = await landing(await rawi.key(['read']))
    const labels = [...text.matchAll(/href="\/play\/[^"]+"><bdi>([^<]+)</g)].map(([, label]) => label)
    expect(labels).toEqual(Array.from({ length: 10 }, (_, at) => `call-${10 - at}`))
  })

  it('shows no call to strangers, to those who may not read, nor another tenant’s', async () => {
    await keepCalls(rawi, [{ start: { conversationId: 'private call' } }])
    for (const key of [undefined, await rawi.key(['write']), await rawi.key(['read'], OTHER_TENANT)]) {
      const { status, text } = await landing(key)
      expect(status).toBe(200)
      expect(text).not.toContain('private call')
      expect(text).not.toContain('/play/')
    }
  })
})
