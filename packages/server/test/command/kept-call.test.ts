import { rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { houseClient } from '../../src/command/house-client.ts'
import { keepThere } from '../../src/command/kept-call.ts'
import { readServerFile } from '../../src/http/server-file.ts'
import { newHome, runServer } from '../http/run-server.ts'

it('a call that is sent to the server goes on over its restart, whole and in order', async () => {
  const home = await newHome()
  const find = async () => {
    const file = readServerFile(home)
    return file && houseClient(file)
  }
  const first = await runServer({ RAWI_HOME: home })
  const call = await keepThere(find, { channel: 'text', language: 'en', agentName: 'Sara' })
  const words = Array.from({ length: 12 }, (_, n) => `word ${n}`)
  for (const content of words.slice(0, 6)) call.addMessage({ role: 'user', content })
  call.addMessage({ role: 'assistant', content: '  ' })
  await first.server.close()
  for (const content of words.slice(6)) call.addMessage({ role: 'user', content })
  const second = await runServer({ RAWI_HOME: home })
  const ended = await call.end({ endReason: 'user_hangup', language: 'en' })
  expect(ended).toMatchObject({ status: 'completed', endReason: 'user_hangup', messageCount: 12, saved: true })
  const record = await call.read()
  expect(record?.messages.map(({ content }) => content)).toEqual(words)
  expect(record).toMatchObject({ channel: 'text', agent_name: 'Sara', started_at: expect.any(Date) })
  await second.server.close()
  await rm(home, { recursive: true, force: true })
})
