import { describe, expect, test, vi } from 'vitest'
import { Backlog, type BacklogOptions } from '../../src/conversation/backlog.ts'

function backlogOf(run: (items: number[]) => Promise<number[]>, options: Partial<BacklogOptions<number, number>> = {}) {
  return new Backlog<number, number>({ atOnce: 2, groupMax: 3, run, onFailure: () => {}, ...options })
}

describe('work that must be done', () => {
  test('is done in groups within their bound, and every item gets its own outcome', async () => {
    const groups: number[][] = []
    const backlog = backlogOf(async (items) => {
      groups.push(items)
      return items.map((item) => item * 10)
    })
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, item) => backlog.add(item)))
    expect(outcomes).toEqual(Array.from({ length: 20 }, (_, item) => item * 10))
    expect(groups.flat()).toHaveLength(20)
    expect(Math.max(...groups.map(({ length }) => length))).toBe(3)
    expect(backlog.size).toBe(0)
  })

  test('is tried again until it succeeds, one item alone after a failure', async () => {
    vi.useFakeTimers()
    try {
      let away = true
      const tried: number[] = []
      const failures: unknown[] = []
      const backlog = backlogOf(
        async (items) => {
          tried.push(items.length)
          if (away) throw new Error('away')
          return items
        },
        { onFailure: (error) => failures.push(error) },
      )
      const all = Promise.all([1, 2, 3, 4].map((item) => backlog.add(item)))
      await vi.advanceTimersByTimeAsync(20_000)
      expect(failures.length).toBeGreaterThan(4)
      expect(failures.length).toBeLessThan(20)
      expect(tried.slice(2).every((length) => length === 1)).toBe(true)
      away = false
      await vi.advanceTimersByTimeAsync(15_000)
      expect(await all).toEqual([1, 2, 3, 4])
    } finally {
      vi.useRealTimers()
    }
  })

  test('is not held up by one item that never succeeds', async () => {
    vi.useFakeTimers()
    try {
      const done: number[] = []
      const backlog = backlogOf(async (items) => {
        if (items.includes(0)) throw new Error('poison')
        done.push(...items)
        return items
      })
      backlog.add(0).catch(() => {})
      for (let item = 1; item <= 9; item++) backlog.add(item).catch(() => {})
      await vi.advanceTimersByTimeAsync(60_000)
      expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(backlog.size).toBe(1)
    } finally {
      vi.useRealTimers()
    }
  })

  test('waits while it is blocked and goes when woken', async () => {
    let blocked = true
    const backlog = backlogOf(async (items) => items, { blocked: (item) => blocked && item === 1 })
    const first = backlog.add(1)
    expect(await backlog.add(2)).toBe(2)
    blocked = false
    backlog.wake()
    expect(await first).toBe(1)
  })

  test('is given up with a code when the backlog closes', async () => {
    const backlog = backlogOf(async () => {
      throw new Error('away')
    })
    const item = backlog.add(1)
    await backlog.close(1_000)
    await expect(item).rejects.toMatchObject({ code: 'RAWI_RECORDER_CLOSED' })
    await expect(backlog.add(2)).rejects.toMatchObject({ code: 'RAWI_RECORDER_CLOSED' })
  })
})
