import { existsSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpegOfLiveKit } from '../../../agent/src/voice/tape/opus-encoder.ts'
import { partOf } from '../../src/records/recording-routes.ts'
import { turnTimes } from '../../src/records/turn-times.ts'
import { OTHER_TENANT, runServer, type TestServer } from '../http/run-server.ts'
import { keepCalls } from './keep-calls.ts'
import { keepSound } from './keep-sound.ts'

describe.skipIf(ffmpegOfLiveKit() === undefined)('the sound of a conversation over HTTP', () => {
  let rawi: TestServer
  let key: string
  let kept: { id: string; path: string }
  let bytes: Buffer
  beforeAll(async () => {
    rawi = await runServer()
    key = await rawi.key(['read'])
    kept = await keepSound(rawi, 2, [{ role: 'user', content: 'مرحبا', from: 0.5, to: 1 }])
    bytes = readFileSync(kept.path)
  })
  afterAll(() => rawi.close())

  const listen = (range?: string, id = kept.id) =>
    fetch(`${rawi.url}/v1/conversations/${id}/recording`, {
      headers: { authorization: `Bearer ${key}`, ...(range !== undefined && { range }) },
    })
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

  it('is what was recorded, whole or in parts', async () => {
    const whole = await listen()
    expect(whole.status).toBe(200)
    expect(whole.headers.get('content-type')).toBe('audio/ogg')
    expect(whole.headers.get('accept-ranges')).toBe('bytes')
    expect((await bytesOf(whole)).equals(bytes)).toBe(true)
    expect(bytes.subarray(0, 4).toString()).toBe('OggS')
    const parts = {
      'bytes=0-9': [0, 10],
      'bytes=100-': [100, bytes.length],
      'bytes=-7': [bytes.length - 7, bytes.length],
    }
    for (const [range, [start = 0, end = 0]] of Object.entries(parts)) {
      const part = await listen(range)
      expect([range, part.status]).toEqual([range, 206])
      expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${bytes.length}`)
      expect((await bytesOf(part)).equals(bytes.subarray(start, end))).toBe(true)
    }
    const beyond = await listen(`bytes=${bytes.length}-`)
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
    await expect.poll(audited).toBe(4)
  })

  const audited = async () => {
    const { rows } = await rawi.server.house.database.query<{ n: number }>(
      `select count(*)::integer as n from audit_log where action = 'recording.read' and target_id = $1`,
      [kept.id],
    )
    return rows[0]?.n
  }

  it('stands in the record, in step with the conversation', async () => {
    const { body } = await rawi.ask('GET', `/v1/conversations/${kept.id}`, { key })
    expect(body.recordings).toMatchObject([
      { codec: 'opus', channels: 2, offset_ms: 1_000, duration_ms: 2_000, bytes: bytes.length },
    ])
  })

  it('is nobody’s but the tenant’s who may read', async () => {
    const path = `/v1/conversations/${kept.id}/recording`
    const [other, writer] = [await rawi.key(['read'], OTHER_TENANT), await rawi.key(['write'])]
    const missing = await rawi.ask('GET', '/v1/conversations/nobody/recording', { key })
    const [silent] = await keepCalls(rawi, [{}])
    const refused = [
      await rawi.ask('GET', path),
      await rawi.ask('GET', path, { key: other }),
      await rawi.ask('GET', `/v1/conversations/${silent}/recording`, { key }),
    ]
    for (const answer of refused) expect([answer.status, answer.body]).toEqual([404, missing.body])
    expect((await rawi.ask('GET', path, { key: writer })).status).toBe(403)
    for (const page of [`/play/${kept.id}`, '/play/nobody']) {
      const answer = await rawi.ask('GET', page)
      expect([answer.status, answer.body]).toEqual([404, missing.body])
    }
    expect((await rawi.ask('GET', `/play/${kept.id}`, { key: other })).status).toBe(404)
  })

  it('is not read through a link, and goes with the conversation', async () => {
    renameSync(kept.path, `${kept.path}.elsewhere`)
    symlinkSync(`${kept.path}.elsewhere`, kept.path)
    expect((await listen()).status).toBe(404)
    const admin = await rawi.key(['admin'])
    expect((await rawi.ask('DELETE', `/v1/conversations/${kept.id}`, { key: admin })).status).toBeLessThan(300)
    expect(existsSync(kept.path)).toBe(false)
    const { rows } = await rawi.server.house.database.query('select 1 from recordings')
    expect(rows).toEqual([])
  })
})

describe('a part of a recording', () => {
  it('is the one that is asked for; what is none is passed over', () => {
    expect(partOf('bytes=5-2', 10)).toBeUndefined()
    expect(partOf('bytes=0-1,3-4', 10)).toBeUndefined()
    expect(partOf('items=0-1', 10)).toBeUndefined()
    expect(partOf('bytes=-', 10)).toBeUndefined()
    expect(partOf('bytes=-0', 10)).toBe('none')
    expect(partOf('bytes=10-', 10)).toBe('none')
    expect(partOf('bytes=-99', 10)).toEqual({ start: 0, end: 9 })
    expect(partOf('bytes=3-99', 10)).toEqual({ start: 3, end: 9 })
  })
})

describe('the times of words', () => {
  const message = (role: 'user' | 'assistant', content: string, at: number, metadata = {}) => ({
    ...{ writer: 1, seq: at, revision: 0, role, content, heard: null, interrupted: false, language: null },
    timestamp: new Date(at).toISOString(),
    metadata,
  })

  it('are spread by letters over the time of the turn; vowel signs count for nothing', () => {
    const said = {
      started_speaking_at: new Date(2_000).toISOString(),
      stopped_speaking_at: new Date(4_000).toISOString(),
    }
    const [turn] = turnTimes([message('user', 'مَرْحَباً  بكم جميعا', 5_000, said)], 1_000)
    expect(turn).toMatchObject({ from: 1_000, to: 3_000 })
    // 6, 4 and 6 of 16.
    expect(turn?.words.map(({ from }) => from)).toEqual([1_000, 1_750, 2_250])
  })

  it('end where the next turn begins, and never lie before the sound', () => {
    const turns = turnTimes([message('assistant', 'a'.repeat(200), 0), message('user', 'yes', 3_000)], 500)
    expect(turns.map(({ from, to }) => [from, to])).toEqual([
      [0, 2_500],
      [2_500, 2_900],
    ])
  })
})
