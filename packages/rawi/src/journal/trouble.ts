import type { ErrorCode } from '../conversation/errors.ts'
import type { Alarm } from '../conversation/journal-port.ts'

/** One stretch of time in which the disk refuses: each code is told once in it. */
export interface Trouble {
  raise(code: ErrorCode, detail: string): void
  readonly active: boolean
  over(): void
}

export function createTrouble(onAlarm: (alarm: Alarm) => void): Trouble {
  const told = new Set<ErrorCode>()
  return {
    raise(code, detail) {
      if (told.has(code)) return
      told.add(code)
      tell(onAlarm, { code, detail })
    },
    get active() {
      return told.size > 0
    },
    over: () => told.clear(),
  }
}

/** A listener that throws must not cost an entry. */
export function tell(onAlarm: (alarm: Alarm) => void, alarm: Alarm): void {
  try {
    onAlarm(alarm)
  } catch {}
}
