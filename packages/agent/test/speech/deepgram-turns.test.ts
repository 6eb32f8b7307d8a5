import { describe, expect, it } from 'vitest'
import { deepgramTurns } from '../../src/speech/deepgram-turns.ts'

const result = (transcript: string, how: { final?: boolean; end?: boolean; languages?: string[] } = {}) =>
  JSON.stringify({
    type: 'Results',
    is_final: how.final ?? false,
    speech_final: how.end ?? false,
    channel: { alternatives: [{ transcript, ...(how.languages && { languages: how.languages }) }] },
  })

function turnsOf(messages: readonly string[], lost = false): string[] {
  const told: string[] = []
  const turns = deepgramTurns({
    begins: () => told.push('begins'),
    guessed: (text) => told.push(`guessed ${text}`),
    heard: (text, language) => told.push(`heard ${text} (${language ?? ''})`),
  })
  for (const message of messages) turns.message(message)
  if (lost) turns.lost()
  return told
}

describe('an utterance from Deepgram’s messages', () => {
  it('is put together of what was settled piece by piece', () => {
    expect(
      turnsOf([
        result('my name'),
        result('my name is Sara', { final: true, languages: ['en'] }),
        result('and I'),
        result('and I call', { final: true, end: true }),
      ]),
    ).toEqual([
      'begins',
      'guessed my name',
      'guessed my name is Sara',
      'guessed my name is Sara and I',
      'heard my name is Sara and I call (en)',
    ])
  })

  it('ends where the noise behind it hides its end', () => {
    expect(turnsOf([result('مرحبا', { final: true, languages: ['ar'] }), '{"type":"UtteranceEnd"}'])).toEqual([
      'begins',
      'guessed مرحبا',
      'heard مرحبا (ar)',
    ])
  })

  it('that the line took with it is what was settled and guessed of it', () => {
    expect(turnsOf([result('when do', { final: true }), result('you')], true).at(-1)).toBe('heard when do you ()')
  })

  it('is empty where every guess of it was taken back', () => {
    expect(turnsOf([result('hm'), result('', { final: true, end: true })])).toEqual([
      'begins',
      'guessed hm',
      'heard  ()',
    ])
  })

  it('is not made of silence, nor of what nobody expects', () => {
    expect(turnsOf([result('', { final: true, end: true }), '{"type":"Metadata"}', 'not json', '[]'], true)).toEqual([])
  })
})
