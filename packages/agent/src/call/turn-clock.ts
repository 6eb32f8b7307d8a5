import type { JsonObject } from 'rawi'

/** Turns whose delays wait to be kept. */
const REMEMBERED = 20
/** Characters by which an answer is known. */
const LOOKED_AT = 40

interface Measured {
  readonly askedAt: number
  readonly typed: boolean
  text: string
  sentAt?: number
  heardAt?: number
}

/** From the end of the caller's turn to the agent's first sound, as the caller's page lives it. */
export interface TurnClock {
  /** The caller's turn is complete. */
  asked(typed: boolean): void
  /** The first sound, or the first words where nothing is spoken, of these words was sent. */
  sent(): void
  heard(): void
  /** The words of the answer so far. */
  words(text: string): void
  /** The delays of the answer of these words, as they are whenever asked; an answer is taken once. */
  take(text: string): (() => JsonObject) | undefined
}

export function turnClock(now: () => number = () => performance.now()): TurnClock {
  let current: Measured | undefined
  /** Whose sound was sent last, if it is an answer's. */
  let latest: Measured | undefined
  const answered: Measured[] = []
  return {
    asked(typed) {
      current = { askedAt: now(), typed, text: '' }
    },
    sent() {
      if (current?.sentAt !== undefined) return
      latest = current
      if (!current) return
      current.sentAt = now()
      answered.push(current)
      if (answered.length > REMEMBERED) answered.shift()
    },
    heard() {
      if (latest) latest.heardAt ??= now()
    },
    words(text) {
      if (latest && latest === current) latest.text = text
    },
    take(text) {
      const at = answered.findIndex((turn) => beginAlike(turn.text, text))
      const [turn] = at < 0 ? [] : answered.splice(at, 1)
      if (!turn) return undefined
      if (current === turn) current = undefined
      return () => delaysOf(turn)
    },
  }
}

function delaysOf({ askedAt, typed, sentAt, heardAt }: Measured): JsonObject {
  const since = (moment: number | undefined) => moment !== undefined && Math.round(moment - askedAt)
  const first = since(sentAt)
  const heard = since(heardAt)
  return {
    ...(typed && { typed_turn: true }),
    ...(first !== false && { first_audio_ms: first }),
    ...(heard !== false && { heard_ms: heard }),
  }
}

/** Of an answer that was interrupted only what was heard may be left. */
export function beginAlike(...texts: [string, string]): boolean {
  const [one, other] = texts.map((text) => text.trim()) as [string, string]
  const length = Math.min(LOOKED_AT, one.length, other.length)
  return length > 0 && one.slice(0, length) === other.slice(0, length)
}
