import { describe, expect, it } from 'vitest'
import { startEmbeddedCall, transportPair } from '../../src/index.ts'
import { persona, recorderWithoutDatabase } from './calls-of-test.ts'
import { Page } from './page.ts'

const { says } = persona
const { recorder } = recorderWithoutDatabase()

function line(): [Parameters<typeof startEmbeddedCall>[0]['transport'], Page] {
  const [server, client] = transportPair()
  return [server, new Page(client, { language: 'en' })]
}

describe('a single call without a desk', () => {
  it('begins at Start, goes on elsewhere, and is closed by its host', async () => {
    const [transport, page] = line()
    const beginning = startEmbeddedCall({
      recorder: recorder(),
      persona: { id: 'reception', persona },
      transport,
      caller: { participantIdentity: 'user-456', metadata: { campaign: 'spring' } },
    })
    await page.start()
    const call = await beginning
    await page.until(() => page.answers().length === 1, 'the greeting')
    expect(call.state).toBe('listening')

    const [next, other] = line()
    call.resume(next)
    await other.resume(page)
    expect(await other.ask('hello')).toBe(says.hello.en.display)

    const [thief, stranger] = line()
    call.resume(thief)
    stranger.send({ type: 'hello', version: 1, resume: { call: call.id, token: 'x' } })
    await stranger.until(() => stranger.closed, 'the end of the connection')
    expect(stranger.errors()).toEqual(['RAWI_CALL_NOT_FOUND'])

    await call.close()
    expect(await call.ended).toMatchObject({ endReason: 'shutdown', messageCount: 3 })
    expect(call.state).toBe('ended')
    const kept = await recorder().getConversation(call.conversation.id)
    expect(kept).toMatchObject({ participant_identity: 'user-456', metadata: { campaign: 'spring' } })
  })

  it('that nobody starts is told to its host', async () => {
    const [transport, page] = line()
    const beginning = startEmbeddedCall({ recorder: recorder(), persona: { id: 'reception', persona }, transport })
    page.leave()
    await expect(beginning).rejects.toMatchObject({ code: 'RAWI_CALL_IDLE' })
  })
})
