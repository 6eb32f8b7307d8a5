import { expect, it, onTestFinished } from 'vitest'
import { giveDatabase } from '../../../rawi/test/store/embedded-folder.ts'
import { newHome } from '../command/run-rawi.ts'
import { ask } from '../http/run-server.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

const CALLS = 4
const ROUNDS = 3

it('after kill -9 in the middle of everything, whatever was answered 2xx is there exactly once', async () => {
  const home = newHome()
  await giveDatabase(home.path)
  let server: ServerProcess | undefined
  let done = false
  onTestFinished(async () => {
    done = true
    await server?.kill()
    home.remove()
  })
  server = await serverProcess(home.path)
  const kept: string[][] = Array.from({ length: CALLS }, () => [])

  /** Asks until there is an answer, as a client does whose answers get lost. */
  const persist = async (path: string, body: object, key?: string) => {
    for (;;) {
      const { url, secret } = server ?? { url: '', secret: '' }
      const answer = await ask(url + path, 'POST', {
        key: secret,
        body,
        ...(key !== undefined && { headers: { 'idempotency-key': key } }),
      }).catch(() => undefined)
      // A new process has a new secret for this machine.
      if (answer && answer.status !== 503 && answer.status !== 401) return answer
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const talk = async (call: number): Promise<string> => {
    const started = await persist('/v1/conversations', { conversation_id: `call-${call}` }, `start-${call}`)
    expect(started.status).toBe(201)
    const path = `/v1/conversations/${started.body.id}`
    for (let n = 0; !done; n++) {
      const messages = Array.from({ length: 1 + (n % 3) }, (_, m) => ({
        id: `${n}-${m}`,
        role: 'user',
        content: `${n}-${m}`,
      }))
      const answer = await persist(`${path}/messages`, { messages })
      expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)])
      kept[call]?.push(...messages.map(({ content }) => content))
    }
    const ended = await persist(`${path}/end`, { summary: 'done' }, `end-${call}`)
    expect([ended.body.status, ended.body.end_reason]).toEqual(['completed', 'user_hangup'])
    return started.body.id
  }
  const talking = Promise.all(Array.from({ length: CALLS }, (_, call) => talk(call)))
  const said = () => kept.reduce((sum, one) => sum + one.length, 0)
  for (let round = 0; round < ROUNDS; round++) {
    const before = said()
    while (said() < before + 60) await new Promise((resolve) => setTimeout(resolve, 5))
    const dying = server
    server = undefined
    await dying?.kill()
    server = await serverProcess(home.path)
  }
  const last = said()
  while (said() < last + 20) await new Promise((resolve) => setTimeout(resolve, 5))
  done = true
  const ids = await talking
  expect(new Set(ids).size).toBe(CALLS)
  for (const [call, id] of ids.entries()) {
    const record = await ask(`${server?.url}/v1/conversations/${id}`, 'GET', { key: server?.secret ?? '' })
    const contents = record.body.messages.map(({ content }: { content: string }) => content)
    expect(contents.length).toBe(new Set(contents).size)
    expect(contents).toEqual(kept[call])
    expect(record.body).toMatchObject({ status: 'completed', message_count: kept[call]?.length })
  }
  const list = await ask(`${server?.url}/v1/conversations`, 'GET', { key: server?.secret ?? '' })
  expect(list.body.items).toHaveLength(CALLS)
  console.info(`${said()} messages in ${CALLS} calls over ${ROUNDS} kills, each there once`)
  expect(await server?.stop()).toBe(0)
})
