import type { TurnOfNumbers } from './accept-phone.ts'
import type { Answer } from './answers.ts'
import type { PhoneReader } from './phone-numbers.ts'
import type { SaidPhone } from './read-wishes.ts'
import type { Token } from './tokens.ts'

/** A turn of the caller, as every field is looked for in it. */
export interface Heard {
  readonly tokens: readonly Token[]
  /** The same as one text, a space around every word. */
  readonly said: string
  readonly answer: Answer
  /** What is said of the field by its name: "the number is wrong". */
  readonly fieldAnswer: boolean | undefined
  readonly region: string
}

/** The same with its numbers, while they are gone through. */
export interface Said extends Heard, TurnOfNumbers {
  readonly reader: PhoneReader
  /** What was held when the turn began. */
  readonly before: string | undefined
  /** Numbers that this turn made the caller's own. */
  readonly own: SaidPhone[]
}
