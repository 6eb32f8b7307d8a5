import { InvalidArgumentError } from 'commander'

/** A moment in this machine's time zone, which is named: `2026-11-22 17:05:10 +03:00`. */
export function localTime(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  const time = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`
  const east = -moment.getTimezoneOffset()
  const zone = `${east < 0 ? '-' : '+'}${two(Math.floor(Math.abs(east) / 60))}:${two(Math.abs(east) % 60)}`
  return `${date} ${time} ${zone}`
}

/** Seconds as people say them: `1.5s`, `2m 05s`, `1h 02m`. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 60) return `${(Math.floor(seconds * 10) / 10).toFixed(1)}s`
  const whole = Math.round(seconds)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}h ${two(minutes)}m` : `${minutes}m ${two(whole % 60)}s`
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** The first moment meant by `--from`: a day begins at local midnight. */
export function fromMoment(text: string): Date {
  return readMoment(text, 0)
}

/** The first moment that `--to` leaves out: a day named alone still belongs to the range. */
export function toMoment(text: string): Date {
  return readMoment(text, 1)
}

function readMoment(text: string, daysLater: number): Date {
  const [, year, month, day] = DAY.exec(text)?.map(Number) ?? []
  if (year !== undefined && month !== undefined && day !== undefined) {
    const named = new Date(year, month - 1, day)
    if (named.getMonth() === month - 1) return new Date(year, month - 1, day + daysLater)
  } else if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text))) {
    return new Date(text)
  }
  throw new InvalidArgumentError('Write a day as 2026-11-22 or a moment as 2026-11-22T14:00:00+03:00.')
}
