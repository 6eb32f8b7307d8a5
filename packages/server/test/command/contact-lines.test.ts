import type { ContactEvidence, ConversationRecord } from 'rawi'
import { describe, expect, it } from 'vitest'
import { contactLines } from '../../src/command/contact-lines.ts'
import type { Terminal } from '../../src/command/terminal.ts'

const terminal = { interactive: false, colours: false } as Terminal
const patch = (given: Partial<ContactEvidence>): ContactEvidence => ({
  ...{
    writer: 1,
    ordinal: 0,
    field: 'name',
    value: 'سامر',
    raw: 'سامر',
    confidence: 0.9,
    status: 'candidate',
    source: 'rules',
  },
  evidence: [{ seq: 0, role: 'user', start: 4, end: 8, quote: 'سامر', kind: 'stated' }],
  ...given,
})
const messages = [{ writer: 1, seq: 0, content: 'معك سامر، مرحبا', heard: null, interrupted: false }]
const lines = (contact: Partial<ConversationRecord['contact']>, ...contactEvidence: ContactEvidence[]) => {
  const known = { name: null, phone: null, email: null, ...contact }
  return contactLines(terminal, { contact: known, contactEvidence, messages } as unknown as ConversationRecord)
}

describe('what is known of a caller', () => {
  it('is told with how sure it is, where it comes from and the words it rests on', () => {
    expect(lines({ name: 'سامر' }, patch({}))).toEqual([
      '   Name:         سامر  candidate, heard (rules), confidence 0.90',
      '                 “معك سامر، مرحبا”  the caller',
    ])
  })

  it('is the value that holds, with the quotes of the read-back that affirmed it', () => {
    const readBack = {
      seq: 2,
      role: 'assistant',
      start: 0,
      end: 4,
      quote: '0 9 9 1',
      kind: 'affirmed_readback',
    } as const
    const known = lines(
      { phone: '+963991234568' },
      patch({ field: 'phone', value: '+963991234567', status: 'candidate' }),
      patch({ field: 'phone', value: '+963991234567', status: 'superseded' }),
      patch({ field: 'phone', value: '+963991234568', status: 'confirmed', evidence: [readBack] }),
    )
    expect(known).toEqual([
      '   Phone:        +963991234568  confirmed, heard (rules), confidence 0.90',
      '                 “0 9 9 1”  the agent',
    ])
  })

  it('is found with whichever writer said it', () => {
    const known = lines({ name: 'Sara' }, patch({}), patch({ writer: 2, value: 'Sara', source: 'human', evidence: [] }))
    expect(known).toEqual(['   Name:         Sara  candidate, entered (human), confidence 0.90'])
  })

  it('cannot be obeyed by a terminal', () => {
    const quote = { seq: 0, role: 'user', start: 0, end: 4, quote: '\u001b[2J\u202eevil', kind: 'stated' } as const
    expect(lines({ name: 'سامر' }, patch({ evidence: [quote] })).join()).toContain('“\\x1b[2Jevil”')
  })

  it('is nothing where nothing was found', () => {
    expect(lines({ name: 'سامر' })).toEqual([])
  })
})
