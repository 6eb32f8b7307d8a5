import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/brain/fold.ts'
import { loadPersona, receptionPersona } from '../../src/persona/load-persona.ts'
import { pronunciationOf, wordsOf } from '../../src/speech/pronunciation.ts'
import { readDigits } from '../../src/speech/read-digits.ts'
import { runsByScript } from '../../src/speech/runs-by-script.ts'
import { sentenceCutter } from '../../src/speech/sentences.ts'

const persona = loadPersona(receptionPersona)

describe('sentences', () => {
  function cut(...deltas: string[]): string[] {
    const cutter = sentenceCutter()
    return [...deltas.flatMap((delta) => cutter.push(delta)), ...cutter.rest()].map((sentence) => sentence.trim())
  }

  it('end at their marks in both scripts, as soon as they are complete', () => {
    const cutter = sentenceCutter()
    expect(cutter.push('We open at nine. We cl')).toEqual(['We open at nine. '])
    expect(cutter.push('ose at eight? ')).toEqual(['We close at eight? '])
    expect(cut('نفتح من السبت إلى الخميس. يوم الجمعة عطلة؟ شكراً')).toEqual([
      'نفتح من السبت إلى الخميس.',
      'يوم الجمعة عطلة؟',
      'شكراً',
    ])
  })

  it('do not end within a number, a title or a list', () => {
    expect(cut('The price is 3.5 million, says Dr. Huda at No. 5. ')).toHaveLength(1)
  })

  it('that do not end are cut at a pause, or between words', () => {
    for (const long of ['one, two, three '.repeat(60), 'word '.repeat(200), 'x'.repeat(1_000)]) {
      const pieces = cut(long)
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(240)
      expect(pieces.join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''))
    }
  })

  it('lose no letter, however the text comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 })), (deltas) => {
        const cutter = sentenceCutter()
        const all = [...deltas.flatMap((delta) => cutter.push(delta)), ...cutter.rest()].join('')
        expect(all.replaceAll(/\s/gu, '')).toBe(deltas.join('').replaceAll(/\s/gu, ''))
      }),
    )
  })
})

describe('digits', () => {
  it.each([
    ['0933123456', 'en', 'zero nine three three one two three four five six'],
    ['+963', 'en', 'plus nine six three'],
    ['٠٩٣٣', 'ar', 'صِفْر تِسْعَة ثَلَاثَة ثَلَاثَة'],
    ['2026', 'en', '2026'],
    ['600,000', 'ar', '600000'],
    ['20%', 'en', '20%'],
    ['0933-123-456.', 'en', 'zero nine three three one two three four five six.'],
  ] as const)('%s in %s are read as %s', (word, language, read) => {
    expect(readDigits(word, language)).toBe(read)
  })

  it('are not made where there are none', () => {
    expect(readDigits('سارة', 'ar')).toBeUndefined()
  })
})

describe('pronunciation', () => {
  const { speak } = pronunciationOf(persona)
  const spoken = (text: string) => speak(wordsOf(text)).join(' ')

  it('speaks each sentence of the persona as it says it is spoken', () => {
    const sentences = [...Object.values(persona.says), ...persona.knowledge.map(({ answer }) => answer)]
    for (const { ar } of sentences) if (ar.spoken) expect(spoken(ar.display)).toBe(ar.spoken)
  })

  it('speaks a sentence with a name in it, and leaves the name alone', () => {
    expect(spoken('أهلاً سليم، تشرفنا بكم.')).toBe('أَهْلاً سليم، تَشَرَّفْنَا بِكُمْ.')
  })

  it('speaks words of its own sentences in a sentence that is new, with the marks of the new one', () => {
    expect(spoken('يوم الجمعة؟ عطلة!')).toBe('يَوْمُ الجُمُعَةِ؟ عُطْلَة!')
  })

  it('changes vowel signs only, and never the number of words', () => {
    const word = fc.constantFrom(...wordsOf(persona.says.greeting.ar.display), 'IELTS', '،', 'كلمة', '0933', '!')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const told = speak(words)
        expect(told.map(fold)).toEqual(words.map(fold))
      }),
    )
  })
})

describe('runs of a script', () => {
  it('give Latin words inside Arabic to the English voice', () => {
    expect(runsByScript(wordsOf('دورة IELTS Academic مدتها 6 أسابيع'), 'ar')).toEqual([
      { language: 'ar', first: 0, words: ['دورة'] },
      { language: 'en', first: 1, words: ['IELTS', 'Academic'] },
      { language: 'ar', first: 3, words: ['مدتها', '6', 'أسابيع'] },
    ])
  })

  it('are one where there are no letters', () => {
    expect(runsByScript(['1', '2'], 'ar')).toEqual([{ language: 'ar', first: 0, words: ['1', '2'] }])
  })
})
