/** What a face can say without words. */
export const EXPRESSIONS = ['neutral', 'warm', 'glad', 'curious', 'concerned', 'serious'] as const

export type Expression = (typeof EXPRESSIONS)[number]

/** Brows in units of the portrait, the others from -1 to 1. */
export interface Face {
  readonly smile: number
  readonly browRaise: number
  readonly browInner: number
  readonly browSkew: number
  readonly eyes: number
  readonly roll: number
}

export const FACE_OF: Readonly<Record<Expression, Face>> = {
  neutral: { smile: 0.35, browRaise: 0, browInner: 0, browSkew: 0, eyes: 0, roll: 0 },
  warm: { smile: 0.7, browRaise: 1, browInner: 0.6, browSkew: 0, eyes: -0.02, roll: 0.012 },
  glad: { smile: 1, browRaise: 2.2, browInner: 0.5, browSkew: 0, eyes: -0.07, roll: 0.018 },
  curious: { smile: 0.4, browRaise: 2.6, browInner: 0.4, browSkew: 1.2, eyes: 0.05, roll: -0.03 },
  concerned: { smile: 0.02, browRaise: 0.8, browInner: 3.4, browSkew: 0, eyes: 0, roll: 0.03 },
  serious: { smile: 0.12, browRaise: -1.2, browInner: -1.4, browSkew: 0, eyes: -0.04, roll: 0 },
}

/** Words that tell, in Arabic without vowel marks and in English. */
const TELLING: readonly (readonly [Expression, RegExp])[] = [
  ['concerned', /عذرا|آسف|اسف|للأسف|للاسف|مع الأسف|سلامتك|\b(sorry|unfortunately|apologi[sz]e|regret)/iu],
  ['glad', /مبروك|رائع|ممتاز|أهلا|اهلا|مرحبا|\b(welcome|great|wonderful|congratulations|hello)\b|!/iu],
  ['warm', /شكرا|تفضل|سعد|يسرني|مع السلامة|\b(thank|glad|pleas|of course|goodbye)/iu],
  ['curious', /[؟?]\s*$/u],
]

/** The expression that suits a sentence; it looks at words and marks only, and is neutral when they tell nothing. */
export function expressionOf(sentence: string): Expression {
  const plain = sentence.slice(0, SENTENCE_MAX).replace(/[\u064b-\u0652\u0640]/gu, '')
  return TELLING.find(([, words]) => words.test(plain))?.[0] ?? 'neutral'
}

const SENTENCE_MAX = 2000
