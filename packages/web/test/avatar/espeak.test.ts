import { describe, expect, it } from 'vitest'
import { knowsPhoneme, timelineOfPhonemes, visemesOfPhoneme } from '../../src/avatar/speech/espeak.ts'

/** As the phoneme events of eSpeak NG name them, without stress: enumerated from its voices `ar`, `en-us` and `en-gb`. */
const ARABIC =
  'a a. i i. u u. e ə b t t̪ tˤ θ dʒ ħ χ x d dˤ ð ðˤ r z s s̪ sˤ ʃ ʕ ɣ f q k l ɫ m n h w j ʔ p tʃ ɡ v ʒ əʊ eɪ'.split(' ')
const ENGLISH =
  'ð ə k w ɪ b ɹ aʊ n f ɑː s dʒ ʌ m p oʊ əʊ v ɚ l eɪ z i d ɡ ʃ iː ɛ ʒ t tʃ ɜː θ ŋ aɪɚ aɪə ɛɹ eə ʊɹ ʊə ɪɹ ɪə ɔɪ aɪ ɾ əl ʔ n̩ ɔː ɔːɹ oːɹ ɑːɹ ɒ ʊ uː æ ɐ h x j iə aʊə ᵻ ɐ̃ ɑ̃ ɔ̃ ɬ'.split(
    ' ',
  )
/** The same sounds by the names of eSpeak's phoneme tables. */
const TABLES =
  '@ @- ? a e i o u r t p k n R R2 l j w m n. N b d d[ t[ dZ tS J c g B f v D T z s Z S z. s. C Q x q X E O U y Y aU aI eI oI p- t# t2 d# z# 3 I2 w# @2 @5 @L a# a2 aa A: E# E2 I I# 0 02 O2 V A@ A# 3: i: O: O@ o@ u: oU OI e@ i@ i@3 U@ aI@ aI3 aU@ IR VR H A gH dH s[ a. i. u. #r'.split(
    ' ',
  )

describe('the phonemes of eSpeak', () => {
  it.each([
    ['Arabic', ARABIC],
    ['English', ENGLISH],
    ['the phoneme tables', TABLES],
  ])('of %s all have a mouth', (_, phonemes) => {
    expect(phonemes.filter((phoneme) => !knowsPhoneme(phoneme))).toEqual([])
    expect(phonemes.filter((phoneme) => visemesOfPhoneme(phoneme).includes('sil'))).toEqual([])
  })

  it('ask whether they are known and do not say yes to everything', () => {
    expect(knowsPhoneme('☃')).toBe(false)
    expect(visemesOfPhoneme('☃')).toEqual(['sil'])
  })

  it('lose stress and length, not their sound', () => {
    expect(visemesOfPhoneme('ˈiː')).toEqual(['I'])
    expect(visemesOfPhoneme('ˌa.')).toEqual(['aa'])
    expect(visemesOfPhoneme('s̪')).toEqual(['SS'])
    expect(visemesOfPhoneme('tˤ')).toEqual(['DD'])
  })

  it('that glide have two shapes', () => {
    expect(visemesOfPhoneme('ˈaʊ')).toEqual(['aa', 'U'])
    expect(visemesOfPhoneme('ɔɪ')).toEqual(['O', 'I'])
    expect(visemesOfPhoneme('ˈaɪɚ')).toEqual(['aa', 'I', 'RR'])
  })

  it('that are one sound in two letters have one', () => {
    expect(visemesOfPhoneme('tʃ')).toEqual(['CH'])
    expect(visemesOfPhoneme('dʒ')).toEqual(['CH'])
  })

  it('are silence where nobody speaks: pauses and changes of language', () => {
    for (const pause of ['', ' ', '_:', '(en)', '(ar)']) expect(visemesOfPhoneme(pause)).toEqual(['sil'])
  })
})

describe('a timeline of phonemes', () => {
  it('fills the audio without gaps and without overlap', () => {
    const timeline = timelineOfPhonemes(
      [
        { phoneme: 'm', ms: 0 },
        { phoneme: 'ˈaʊ', ms: 80 },
        { phoneme: 't', ms: 280 },
      ],
      350,
    )
    expect(timeline).toEqual([
      { viseme: 'PP', start: 0, end: 80 },
      { viseme: 'aa', start: 80, end: 180 },
      { viseme: 'U', start: 180, end: 280 },
      { viseme: 'DD', start: 280, end: 350 },
    ])
  })

  it('drops sounds that take no time', () => {
    expect(
      timelineOfPhonemes(
        [
          { phoneme: 'a', ms: 10 },
          { phoneme: 'b', ms: 10 },
        ],
        40,
      ),
    ).toEqual([{ viseme: 'PP', start: 10, end: 40 }])
  })
})
