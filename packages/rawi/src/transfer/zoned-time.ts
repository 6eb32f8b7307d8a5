/** Turns a clock's reading in its zone into a moment. */
export interface ZoneReader {
  readonly zone: string
  /** Milliseconds since the epoch of what a clock in the zone showed, given as if it had been UTC. */
  toMoment(wallMs: number): number
}

/**
 * A zone of the IANA database (https://www.iana.org/time-zones), or undefined where it is none. A reading that the
 * zone had twice is the first of the two; one that it skipped is as late as if it had not.
 * @example
 * zoneReader('Asia/Damascus')?.toMoment(Date.UTC(2025, 10, 5, 14, 20)) // 2025-11-05T11:20:00Z
 */
export function zoneReader(zone: string): ZoneReader | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      ...{ hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  } catch {
    return undefined
  }
  const offsetAt = (moment: number): number => {
    const second = Math.floor(moment / 1000) * 1000
    const shown = Object.fromEntries(format.formatToParts(second).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: shownSecond = 0 } = shown
    return Date.UTC(year, month - 1, day, hour, minute, shownSecond) - second
  }
  return {
    zone,
    toMoment(wallMs) {
      // The offsets before and after any change that could be near; the earlier moment that fits holds.
      const offsets = [offsetAt(wallMs - DAY_MS), offsetAt(wallMs + DAY_MS)]
      const fitting = offsets.map((offset) => wallMs - offset).filter((moment) => wallMs - moment === offsetAt(moment))
      return fitting.length > 0 ? Math.min(...fitting) : wallMs - (offsets[0] ?? 0)
    },
  }
}

const DAY_MS = 86_400_000
const EARLIEST = Date.UTC(1980, 0)
const LATEST = Date.UTC(2200, 0)

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?$/i
const NUMBER = /^\d{9,19}(\.\d+)?$/

/**
 * A time as the old system wrote it, in milliseconds since the epoch: ISO 8601 (without an offset it is the zone's), or a
 * number of seconds, milliseconds or microseconds since the epoch. Undefined where it is none between 1980 and 2200.
 */
export function readMoment(value: unknown, zone: ZoneReader): number | undefined {
  const moment =
    typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value, zone) : undefined
  return moment !== undefined && moment >= EARLIEST && moment < LATEST ? Math.floor(moment) : undefined
}

function fromText(written: string, zone: ZoneReader): number | undefined {
  const text = asciiDigits(written).trim()
  if (NUMBER.test(text)) return fromEpoch(Number(text))
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const shown = new Date(wall)
  const exists =
    shown.getUTCMonth() === Number(month) - 1 &&
    shown.getUTCDate() === Number(day) &&
    shown.getUTCMinutes() === Number(minute)
  if (!exists || Number(hour) > 23) return undefined
  const milliseconds = Math.floor(Number(`0.${fraction || 0}`) * 1000)
  return (offset === undefined ? zone.toMoment(wall) : wall - offsetMs(offset)) + milliseconds
}

function offsetMs(offset: string): number {
  if (/^(Z|UTC)$/i.test(offset)) return 0
  const digits = offset.slice(1).replaceAll(':', '').padEnd(6, '0')
  const [hours, minutes, seconds] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map(Number)
  return (offset.startsWith('-') ? -1 : 1) * ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000
}

/** Seconds, milliseconds or microseconds, told apart by their size. */
function fromEpoch(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined
  if (value < 1e11) return value * 1000
  return value < 1e14 ? value : value / 1000
}

/** Arabic-Indic and Persian digits as ASCII. */
function asciiDigits(text: string): string {
  return text.replaceAll(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
