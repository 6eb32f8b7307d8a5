import { describe, expect, it } from 'vitest'
import { contactOf, openContactExtractor } from '../../src/contacts/index.ts'
import { hear } from './hear.ts'

const steps = (state: ReturnType<typeof hear>['state']) =>
  state.patches.map(({ field, value, status, source }) => `${field} ${value} ${status} by ${source}`)

describe('the patches of a call', () => {
  it('tell how a number was said, corrected and confirmed', () => {
    const { state } = hear(
      'SY',
      'u: رقمي 0991234567',
      'a: 0991234567 صح؟',
      'u: لا، آخره 68',
      'a: يعني 0991234568؟',
      'u: نعم',
    )
    expect(steps(state)).toEqual([
      'phone +963991234567 candidate by rules',
      'phone +963991234567 superseded by rules',
      'phone +963991234568 candidate by rules',
      'phone +963991234568 confirmed by rules',
    ])
  })

  it('say where a confirmed value was read back and affirmed', () => {
    const { state } = hear('SY', 'a: رقمك 0991234567؟', 'u: إي مزبوط')
    expect(state.patches).toMatchObject([
      {
        value: '+963991234567',
        status: 'confirmed',
        evidence: [
          { seq: 0, role: 'assistant', start: 5, end: 15, quote: '0991234567', kind: 'affirmed_readback' },
          { seq: 1, role: 'user', quote: 'إي', kind: 'affirmed_readback' },
        ],
      },
    ])
  })

  it('join the places of a number that was dictated in parts', () => {
    const { state } = hear('SY', 'a: شو رقمك؟', 'u: صفر تسعة تسعة', 'a: نعم', 'u: واحد اتنين تلاتة أربعة خمسة ستة سبعة')
    expect(state.patches).toMatchObject([
      {
        value: '+963991234567',
        evidence: [
          { seq: 1, quote: 'صفر تسعة تسعة' },
          { seq: 3, quote: 'واحد اتنين تلاتة أربعة خمسة ستة سبعة' },
        ],
      },
    ])
  })

  it('reject a value that the caller denies', () => {
    const { state } = hear('SY', 'u: رقمي 0991234567', 'a: رقمك 0991234567؟', 'u: لا غلط')
    expect(steps(state).at(-1)).toBe('phone +963991234567 rejected by rules')
    expect(state.contact.phone).toBeNull()
  })

  it('leave the same name alone when it is said again', () => {
    const { state } = hear('SY', 'u: معك سامر الحلبي', 'a: أهلاً', 'u: قلتلك معك سامر')
    expect(steps(state)).toEqual(['name سامر الحلبي candidate by rules'])
  })
})

describe('who is believed', () => {
  const call = ['u: معك سامر ورقمي 0991234567', 'a: رقمك 0991234567 صح؟', 'u: صح'] as const

  it('a person over what the caller confirmed, whenever it comes', () => {
    const { extractor, state } = hear('SY', ...call)
    expect(extractor.fromHuman('phone', '0944 111 222', state)).toMatchObject({ status: 'confirmed', source: 'human' })
    extractor.onTurn({ seq: 3, role: 'user', text: 'رقمي 0933111222' }, state)
    expect(state.contact.phone).toBe('+963944111222')
  })

  it('nobody who gives a value that is none', () => {
    const { extractor, state } = hear('SY', ...call)
    expect(extractor.fromHuman('phone', '12', state)).toBeNull()
    expect(extractor.fromHuman('email', 'no address', state)).toBeNull()
    expect(extractor.fromHuman('name', '\u202e ', state)).toBeNull()
    expect(state.contact).toEqual({ name: 'سامر', phone: '+963991234567', email: null })
  })

  it('what was said over the line itself, until the caller names the line', () => {
    const extractor = openContactExtractor({ defaultRegion: 'SY' })
    const state = extractor.start({ callerId: '+963955000111' })
    expect(state.contact.phone).toBe('+963955000111')
    extractor.onTurn({ seq: 0, role: 'user', text: 'رقمي 0991234567' }, state)
    expect(state.contact.phone).toBe('+963991234567')
    extractor.onTurn({ seq: 1, role: 'user', text: 'ولا لا، احكوني عالرقم يلي عم احكي منو' }, state)
    expect(state.contact.phone).toBe('+963955000111')
    expect(state.patches.at(-1)).toMatchObject({ source: 'sip', status: 'confirmed', evidence: [{ seq: 1 }] })
  })

  it.each([
    ['human', 'confirmed', 4],
    ['rules', 'confirmed', 3],
    ['llm', 'candidate', 2],
    ['rules', 'candidate', 1],
    ['sip', 'candidate', 0],
  ] as const)('%s, %s, before what comes after it', (source, status, rank) => {
    const patch = { field: 'name', raw: '', confidence: 1, evidence: [] } as const
    const weaker = (
      [
        ['sip', 'candidate'],
        ['rules', 'candidate'],
        ['llm', 'candidate'],
        ['rules', 'confirmed'],
      ] as const
    ).slice(0, rank)
    const own = { ...patch, value: 'own', source, status }
    const others = weaker
      .filter((one) => one[0] !== source)
      .map(([source, status]) => ({ ...patch, value: 'other', source, status }))
    expect(contactOf([own, ...others]).name).toBe('own')
    expect(contactOf([...others, own]).name).toBe('own')
  })
})

describe('a default region', () => {
  it('that is none is refused at once', () => {
    expect(() => openContactExtractor({ defaultRegion: 'XX' })).toThrow(
      expect.objectContaining({ code: 'RAWI_CONFIG_INVALID' }),
    )
  })
})
