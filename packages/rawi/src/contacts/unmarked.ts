import type { Token } from './tokens.ts'

/** Words of a turn without marks that is still looked through. */
const WORDS_MAX = 60
const ARABIC = /[\u0621-\u064a]/u
const PAUSE = /^[.,?!;:،؛؟…\n]$/
/** "what name", "may i have …", "and yours": how a question sounds that nobody wrote a mark behind. */
const ASKS =
  /^(?:what|what's|whats|who|who's|whose|which|where|when|how|may|can|could|would|do|does|did|is|are|was|will|shall|should|have|name|number|and your|your|for whom|for)$/
/** What begins a sentence of its own where nobody wrote marks. */
const BEGINS = /^(?:i'm|im|i've|i'd|i'll|it's|this's|that's|you've|here's|sorry|thanks|please)$/
const BEGINS_WITH: readonly (readonly [RegExp, RegExp])[] = [
  [/^i$/, /^(?:am|have|need|want|was|would|had|just|got)$/],
  [/^my$/, /^(?:name|number|email|e|mail|cell|mobile|phone|last|first|surname|full)$/],
  [/^(?:this|it|that)$/, /^is$/],
  [/^(?:call|you|can|could)$/, /^(?:me|can|you|i|we)$/],
]
/** After these the sentence goes on. */
const GOES_ON =
  /^(?:and|so|but|or|because|cause|if|that|when|think|said|say|know|as|than|what|where|how|why|who|yes|no|yeah|hi|hello|hey|oh|um|uh|well|ok|okay)$/

/** What an agent says that is no question: answers, and what the caller shall do. */
const TELLS =
  /^(?:تمام|شكرا|سجلت|سجلته|سجلتها|صلحته|حاضر|ممتاز|ماشي|اوكي|اوك|تم|معلش|ابشر|تامر|تكرم|تكرمي|طيب|حلو|خلص|خلاص|عفوا|العفو|ثانيه|لحظه|دقيقه|نعتذر|اسف|اسفه|رقمنا|ايميلنا|عنواننا|بعتلك|ارسلت|ارسلنا|بعتنا|بعتت|لا|لأ|اذا|اتصل|اتصلي|دق|دقي|كلم|كلمي|دز|دزي|ابعت|ابعتي|ارسل|ارسلي|فيك|فيكي|تقدر|تقدري|ممكن تتصل)$/u
/** Words by which it is one. */
const ARABIC_ASKS =
  /^(?:و?(?:مين|من|شو|شنو|ايش|وش|ايه|كيف|وين|منو|هل|ممكن|اي|أي|انهي|اياه|صح|صحيح|مضبوط|معي|معاي|معايا|معنا|وياي|الاسم|اسم|الرقم|الايميل|البريد|الهاتف|الجوال|الموبايل|التلفون)|(?:رقم|اسم|ايميل|جوال|موبايل|هاتف|تلفون|بريد)(?:ك|كم|ج|كن|كي)|[انبم]{1,2}(?:تصل|كلم|حكي|حاكي|رسل|بعت|دق|تواصل|راسل)(?:ك|لك|ه|كم|فيك)?|عم)$/u
const VALUE_MAX = 3
const TELLING_MAX = 14

/** Speech recognition that writes neither capitals nor marks: the marks by which the rules tell sentences and questions apart. */
export function withMarks(tokens: readonly Token[], ofAgent: boolean): readonly Token[] {
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (
    !first ||
    !last ||
    tokens.length > WORDS_MAX ||
    tokens.some(({ kind, fold }) => kind === 'mark' && PAUSE.test(fold))
  )
    return tokens
  if (tokens.some(({ text }) => ARABIC.test(text))) {
    const asks = ofAgent && tokens.length <= TELLING_MAX && asksInArabic(tokens)
    return asks ? [...tokens, markAt(last, last.end, '؟')] : tokens
  }
  if (tokens.some(({ text }) => !/^[\x20-\x7e]*$/.test(text) || /^[A-Z]/.test(text))) return tokens
  const marked: Token[] = []
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1]
    if (before && beginsSentence(tokens, at) && !GOES_ON.test(before.fold)) marked.push(markAt(token, token.start, ','))
    marked.push(token)
  }
  if (ofAgent && asks(tokens)) marked.push(markAt(last, last.end, '?'))
  return marked
}

/** "رقمك", "شادي معايا", "نبعت لك على 0790908070": by a word, or because there is nothing but a value. */
function asksInArabic(tokens: readonly Token[]): boolean {
  if (TELLS.test(tokens[0]?.fold ?? '')) return false
  return tokens.length <= VALUE_MAX || tokens.some(({ fold }) => ARABIC_ASKS.test(fold))
}

function beginsSentence(tokens: readonly Token[], at: number): boolean {
  const [one, two] = [tokens[at]?.fold ?? '', tokens[at + 1]?.fold ?? '']
  return BEGINS.test(one) || BEGINS_WITH.some(([first, second]) => first.test(one) && second.test(two))
}

function asks(tokens: readonly Token[]): boolean {
  return tokens.slice(-10).some(({ fold }) => ASKS.test(fold))
}

function markAt({ turn }: Token, at: number, fold: string): Token {
  return { turn, start: at, end: at, kind: 'mark', fold, text: fold, glued: false }
}
