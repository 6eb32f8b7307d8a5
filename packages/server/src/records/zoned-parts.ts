import { bucketStart, type TimePart, zoneReader } from 'rawi/maintenance'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** A day of a zone: its name, and from when to when it lasts, ms since the epoch. */
export interface ZonedDay {
  readonly day: string
  readonly from: number
  readonly to: number
}

/** The days of a zone that a range touches, in order; ends are those of the days. */
export function zonedDays(zone: string, from: number, to: number): ZonedDay[] {
  const reader = zoneReader(zone)
  if (reader === undefined || to <= from) return []
  const days: ZonedDay[] = []
  // A zone is never more than a day away from UTC.
  const first = Math.floor(from / DAY_MS) * DAY_MS - DAY_MS
  for (let wall = first; ; wall += DAY_MS) {
    const begins = reader.toMoment(wall)
    if (begins >= to) return days
    const ends = reader.toMoment(wall + DAY_MS)
    if (ends > from) days.push({ day: new Date(wall).toISOString().slice(0, 10), from: begins, to: ends })
  }
}

/** Where a day of a zone begins, or undefined where it is none. */
export function startOfDay(zone: string, day: string): number | undefined {
  return zoneReader(zone)?.toMoment(Date.parse(day))
}

/** A part for each day, keyed by its place. */
export function dayParts(days: readonly ZonedDay[], from: number, to: number): TimePart[] {
  return days.flatMap((day, key) => within({ ...day, key }, from, to))
}

/** A part for each hour of each day, keyed by the hour that clocks show. */
export function hourParts(zone: string, days: readonly ZonedDay[], from: number, to: number): TimePart[] {
  const reader = zoneReader(zone)
  return days.flatMap((day) => {
    // Only on days when clocks change does it matter which hour they show.
    const plain = day.to - day.from === DAY_MS
    const wall = Date.parse(day.day)
    const beginning = (hour: number) =>
      plain || reader === undefined ? day.from + hour * HOUR_MS : reader.toMoment(wall + hour * HOUR_MS)
    const parts: TimePart[] = []
    let at = day.from
    for (let hour = 0; hour < 24; hour++) {
      const ends = hour === 23 ? day.to : Math.min(day.to, Math.max(at, beginning(hour + 1)))
      if (ends > at) parts.push(...within({ from: at, to: ends, key: hour }, from, to))
      at = ends
    }
    return parts
  })
}

/** What of a part lies in a range, widened to the quarter hours that are counted. */
function within({ from, to, key }: TimePart, first: number, last: number): TimePart[] {
  const part = {
    from: Math.max(from, bucketStart(first, 15)),
    to: Math.min(to, bucketStart(last + QUARTER_MS - 1, 15)),
    key,
  }
  return part.to > part.from ? [part] : []
}

const QUARTER_MS = 900_000
