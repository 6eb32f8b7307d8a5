import { describe, expect, it } from 'vitest'
import { analyseWords } from '../../src/work/analyse-words.ts'
import type { Said } from '../../src/work/call-words.ts'

const turn = (role: Said['role'], text: string, more: Partial<Said> = {}): Said => ({
  role,
  text,
  interrupted: false,
  ...more,
})

describe('what is counted in a call', () => {
  it('tells turns, words, questions and how long answers took', () => {
    const said = [
      turn('user', 'What does the course cost?'),
      turn('assistant', 'It costs two hundred.', { latencyMs: 900 }),
      turn('user', 'And who teaches the course?'),
      turn('assistant', 'I do not know that.', { latencyMs: 300, interrupted: true }),
      turn('user', 'Is there a course in French?'),
    ]
    expect(analyseWords(said, null)).toEqual({
      language: 'en',
      turns: { caller: 3, agent: 2 },
      words: { caller: 16, agent: 9 },
      caller_share: 0.64,
      interrupted: 1,
      questions: { asked: 3, unanswered: 2 },
      latency_ms: { p50: 300, p95: 900, turns: 2 },
      topics: ['course'],
    })
  })

  it('finds what an Arabic caller spoke of, whatever stands before the word', () => {
    const said = [
      turn('user', 'بدي اسأل عن الدورة'),
      turn('assistant', 'تفضل'),
      turn('user', 'دورة المحاسبة، وسعر الدورة'),
    ]
    expect(analyseWords(said, null)).toMatchObject({ language: 'ar', topics: ['دوره'] })
  })

  it('says nothing of what nobody said', () => {
    expect(analyseWords([], 'ar')).toEqual({
      language: 'ar',
      turns: { caller: 0, agent: 0 },
      words: { caller: 0, agent: 0 },
      caller_share: null,
      interrupted: 0,
      questions: { asked: 0, unanswered: 0 },
      topics: [],
    })
  })

  it('never takes a number for a topic', () => {
    const said = [turn('user', '0991234567'), turn('user', 'again 0991234567 and ٠٩٩١٢٣٤٥٦٧ ٠٩٩١٢٣٤٥٦٧')]
    expect(analyseWords(said, null).topics).toEqual([])
  })
})
