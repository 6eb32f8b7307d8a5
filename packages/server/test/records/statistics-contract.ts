import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../http/run-server.ts'
import { keepCalls, moveCall, settled } from './keep-calls.ts'

/** Numbers, in whichever zone they are asked for. */
export function statisticsContract(open: () => TestServer): void {
  describe('statistics', () => {
    let rawi: TestServer
    let key: string
    const tenant = '7b1a52f0-8888-4e4e-9b5e-0c1b9a522f08'
    const get = async (query: string) => rawi.ask('GET', `/v1/statistics${query}`, { key })
    const groups = async (query: string) =>
      (await get(query)).body.groups
        .filter((one: { count: number }) => one.count > 0)
        .map((one: { key: string; count: number }) => [one.key, one.count])

    beforeAll(async () => {
      rawi = open()
      key = await rawi.key(['read'], tenant)
      const moments = ['2026-03-01T20:30:00Z', '2026-03-01T21:30:00Z', '2026-03-02T09:00:00Z', '2026-03-29T00:30:00Z']
      const ids = await keepCalls(
        rawi,
        moments.map((_, at) => ({
          start: { language: at === 0 ? 'en' : 'ar', channel: at < 2 ? 'phone' : 'web' } as const,
        })),
        tenant,
      )
      for (const [at, id] of ids.entries()) {
        await rawi.server.house.database.query('update conversations set duration_seconds = $2 where id = $1', [
          id,
          60 * (at + 1),
        ])
        await moveCall(rawi, id, moments[at] ?? '')
      }
      await settled(rawi, tenant)
    })

    it('say how many, how long and how they ended', async () => {
      expect((await get('')).body).toMatchObject({
        ...{ total: 4, active: 0, average_duration_seconds: 150, average_messages: 2, total_messages: 8 },
        ...{ by_status: [{ status: 'completed', count: 4 }], group_by: null, groups: [], tz: 'UTC' },
        by_language: [
          { language: 'ar', count: 3 },
          { language: 'en', count: 1 },
        ],
      })
      const { p95_duration_seconds: p95, median_duration_seconds: median } = (await get('')).body
      expect(p95 / 240).toBeCloseTo(1, 1)
      expect(median / 120).toBeCloseTo(1, 1)
    })

    it('by day and hour are those that clocks in the zone show', async () => {
      const march = 'from=2026-03-01&to=2026-03-31'
      expect(await groups(`?${march}&group_by=day`)).toEqual([
        ['2026-03-01', 2],
        ['2026-03-02', 1],
        ['2026-03-29', 1],
      ])
      expect(await groups(`?${march}&group_by=day&tz=Asia/Damascus`)).toEqual([
        ['2026-03-01', 1],
        ['2026-03-02', 2],
        ['2026-03-29', 1],
      ])
      expect(await groups(`?${march}&group_by=hour&tz=Asia/Damascus`)).toEqual([
        ['00', 1],
        ['03', 1],
        ['12', 1],
        ['23', 1],
      ])
      const { body } = await get('?from=2026-03-02&to=2026-03-02&group_by=day&tz=Asia/Damascus')
      expect(body).toMatchObject({ from: '2026-03-01T21:00:00.000Z', to: '2026-03-02T21:00:00.000Z', total: 2 })
      expect(body.groups).toHaveLength(1)
      expect((await get(`?${march}&group_by=hour`)).body.groups).toHaveLength(24)
    })

    it('by status, language and channel add up to all', async () => {
      expect(await groups('?group_by=status')).toEqual([['completed', 4]])
      expect(await groups('?group_by=language&from=2026-03-02')).toEqual([['ar', 2]])
      expect(await groups('?group_by=channel')).toEqual([
        ['phone', 2],
        ['web', 2],
      ])
      expect((await get('?group_by=channel')).body.groups[0]).toMatchObject({
        average_duration_seconds: 90,
        average_messages: 2,
      })
    })

    it('refuse ten thousand years by the day before they count them, and take them where nothing is made of days', async () => {
      for (const group of ['day', 'hour']) {
        const refused = await get(`?from=0001-01-01&to=9999-12-31&group_by=${group}`)
        expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'from' }] } })
      }
      for (const query of [
        '?from=0001-01-01&to=9999-12-31',
        '?from=0001-01-01T00:00:00Z&to=9999-12-31&group_by=status',
      ])
        expect((await get(query)).body).toMatchObject({ total: 4 })
    })

    it('refuse a zone, a group or a range that is none', async () => {
      for (const query of [
        '?tz=Nowhere/Land',
        '?tz=',
        '?group_by=user_phone',
        '?from=soon',
        '?from=2020-01-01&group_by=day',
        `?tz=${'A'.repeat(65)}`,
      ])
        expect({ query, status: (await get(query)).status }).toEqual({ query, status: 400 })
      expect((await get('?from=2026-03-05&to=2026-03-01&group_by=day')).body).toMatchObject({ total: 0, groups: [] })
    })
  })
}
