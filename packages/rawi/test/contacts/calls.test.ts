import { describe, expect, it } from 'vitest'
import { CONTACT_FIELDS, openContactExtractor } from '../../src/contacts/index.ts'
import { type Case, type Expected, isRight, readCases } from './read-cases.ts'

const { tune, held } = readCases()

/** The fields that are not as expected, after every checkpoint and at the end. */
function faults(one: Case): string[] {
  const extractor = openContactExtractor({ defaultRegion: one.default_region })
  const state = extractor.start()
  const wrong = (expected: Expected, when: string) =>
    CONTACT_FIELDS.filter((field) => !isRight({ ...one, expect: expected }, field, state.contact[field])).map(
      (field) => `${one.id} ${when} ${field}`,
    )
  const found: string[] = []
  for (const [seq, { role, text }] of one.turns.entries()) {
    extractor.onTurn({ seq, role: role === 'user' ? 'user' : 'assistant', text }, state)
    for (const checkpoint of one.checkpoints ?? []) {
      if (checkpoint.after_turn === seq + 1) found.push(...wrong(checkpoint, `after turn ${seq + 1}`))
    }
  }
  return [...found, ...wrong(one.expect, 'at the end')]
}

describe('written calls', () => {
  it('are several hundred, more than a hundred of them kept apart from the rules', () => {
    expect(tune.length + held.length).toBeGreaterThanOrEqual(300)
    expect(held.length).toBeGreaterThanOrEqual(100)
    const ids = [...tune, ...held].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('that the rules were made with are understood', () => {
    expect(tune.flatMap(faults)).toEqual([])
  })

  it('that hold nothing give nothing', () => {
    const empty = [...tune, ...held].filter(({ expect: { name, phone_e164, email } }) => !name && !phone_e164 && !email)
    expect(empty.length).toBeGreaterThan(50)
    const invented = empty.filter((one) => faults(one).length > 0)
    expect(invented.length / empty.length).toBeLessThan(0.03)
  })
})
