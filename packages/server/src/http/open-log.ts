import { type Logger, pino } from 'pino'

/** One line of JSON per event on standard error; what may hold a caller's words never gets this far. */
export function openLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }))
}
