import { type Logger, type LoggerOptions, pino } from 'pino'

/**
 * Every field that a line of the log may have; all others are left out, whoever writes them. Each holds an id, a code,
 * a count, or the name of something in this program: never words, names, numbers or addresses of callers.
 */
const FIELDS = new Set([
  'attempt',
  'code',
  'conversation',
  'count',
  'endpoint',
  'error',
  'event',
  'job',
  'method',
  'ms',
  'places',
  'requestId',
  'route',
  'status',
  'tenant',
])

/** How the server logs, wherever it logs to. */
export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name))),
    },
  }
}

/** One line of JSON per event, on standard error; requests do not wait for it. */
export function openLog(level: string): Logger {
  return pino(logOptions(level), pino.destination({ fd: 2, sync: false }))
}
