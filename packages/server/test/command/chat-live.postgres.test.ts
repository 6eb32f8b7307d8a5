import { expect, it } from 'vitest'
import { createDatabase, describePostgres } from '../../../rawi/test/store/test-database.ts'
import { runServer } from '../http/run-server.ts'
import { listenTo, wordsOf } from '../live/listen-to.ts'
import { newHome, rawi } from './run-rawi.ts'

describePostgres('a typed call on a database server', () => {
  it('shows up live at a server that shares it, word by word', async () => {
    const { url, drop } = await createDatabase()
    const home = newHome()
    const server = await runServer({ DATABASE_URL: url })
    const listener = listenTo(`${server.url}/v1/live`, await server.key(['read']))
    await listener.until((heard) => heard.some(({ type }) => type === 'snapshot'))
    const input = 'مرحبا\nاسمي أحمد محمد\nشكرا مع السلامة\n'
    const { code } = await rawi(home.path, ['chat', '--json'], { env: { DATABASE_URL: url }, input })
    expect(code).toBe(0)
    const ended = await listener.until((heard) => heard.find(({ type }) => type === 'ended'))
    expect(ended.data).toMatchObject({ channel: 'text', status: 'completed', user_name: 'أحمد محمد' })
    expect(wordsOf(listener.heard)).toEqual(expect.arrayContaining(['مرحبا', 'اسمي أحمد محمد', 'شكرا مع السلامة']))
    expect(listener.heard.map(({ type }) => type).filter((type) => type === 'started' || type === 'ended')).toEqual([
      'started',
      'ended',
    ])
    listener.close()
    await server.close()
    await drop()
    home.remove()
  })
})
