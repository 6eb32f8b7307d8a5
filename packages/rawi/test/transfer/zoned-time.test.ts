import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMoment, type ZoneReader, zoneReader } from '../../src/transfer/zoned-time.ts'

const zone = (name: string): ZoneReader => {
  const reader = zoneReader(name)
  if (!reader) throw new Error(`no zone ${name}`)
  return reader
}
const read = (value: unknown, name = 'Asia/Damascus') => {
  const moment = readMoment(value, zone(name))
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

describe('a time of the old system', () => {
  it.each([
    ['2025-11-05T14:20:00', '2025-11-05T11:20:00.000Z'],
    ['2025-11-05 14:20:00.123456', '2025-11-05T11:20:00.123Z'],
    ['2025-11-05T14:20:00,5', '2025-11-05T11:20:00.500Z'],
    ['٢٠٢٥-١١-٠٥T١٤:٢٠:٠٠', '2025-11-05T11:20:00.000Z'],
    ['2025-11-05T14:20', '2025-11-05T11:20:00.000Z'],
    ['2025-11-05', '2025-11-04T21:00:00.000Z'],
    ['2025-11-05T14:20:00Z', '2025-11-05T14:20:00.000Z'],
    ['2025-11-05T14:20:00+03:00', '2025-11-05T11:20:00.000Z'],
    ['2025-11-05 14:20:00+00', '2025-11-05T14:20:00.000Z'],
    ['2025-11-05T14:20:00-0330', '2025-11-05T17:50:00.000Z'],
    [1762341600, '2025-11-05T11:20:00.000Z'],
    [1762341600.75, '2025-11-05T11:20:00.750Z'],
    ['1762341600', '2025-11-05T11:20:00.000Z'],
    [1762341600123, '2025-11-05T11:20:00.123Z'],
    [1762341600123456, '2025-11-05T11:20:00.123Z'],
  ])('%j is %s in Damascus', (written, moment) => {
    expect(read(written)).toBe(moment)
  })

  it('follows the summer time of its zone, and takes the first of an hour that came twice', () => {
    expect(read('2021-07-01T12:00:00')).toBe('2021-07-01T09:00:00.000Z')
    expect(read('2021-12-01T12:00:00')).toBe('2021-12-01T10:00:00.000Z')
    expect(read('2024-10-27T02:30:00', 'Europe/Berlin')).toBe('2024-10-27T00:30:00.000Z')
    expect(read('2024-03-31T02:30:00', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z')
  })

  it.each([
    '',
    'yesterday',
    '2025-13-01T00:00:00',
    '2025-02-30',
    '2025-11-05T25:00:00',
    '1812-01-01',
    7,
    -1,
    Number.NaN,
    null,
    {},
    true,
  ])('%j is none', (written) => {
    expect(read(written)).toBe(undefined)
  })

  it('comes back from every moment as its zone shows it, except for the hour that comes twice', () => {
    const zones = fc.constantFrom('Asia/Damascus', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC')
    const moments = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2035, 0) })
    fc.assert(
      fc.property(zones, moments, (name, moment) => {
        const shown = new Date(moment).toLocaleString('sv-SE', { timeZone: name })
        const again = Date.parse(read(shown, name) ?? '')
        expect(new Date(again).toLocaleString('sv-SE', { timeZone: name })).toBe(shown)
        expect([0, 3_600_000, 86_400_000]).toContain(Math.floor(moment / 1000) * 1000 - again)
      }),
      { numRuns: 300 },
    )
  })

  it('has no zone that nobody knows', () => {
    expect(zoneReader('Asia/Nowhere')).toBe(undefined)
    expect(zoneReader('')).toBe(undefined)
  })
})
