import type { Token } from './tokens.ts'

/** Words of a turn without marks that is still looked through. */
const WORDS_MAX = 60
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

/** Speech recognition that writes neither capitals nor marks: the marks by which the rules tell sentences and questions apart. */
export function withMarks(tokens: readonly Token[], ofAgent: boolean): readonly Token[] {
  if (tokens.length < 2 || tokens.length > WORDS_MAX) return tokens
  if (
    tokens.some(
      ({ kind, fold, text }) =>
        (kind === 'mark' && PAUSE.test(fold)) || !/^[\x20-\x7e]*$/.test(text) || /^[A-Z]/.test(text),
    )
  )
    return tokens
  const marked: Token[] = []
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1]
    if (before && beginsSentence(tokens, at) && !GOES_ON.test(before.fold)) marked.push(markAt(token, token.start, ','))
    marked.push(token)
  }
  const last = tokens.at(-1) as Token
  if (ofAgent && asks(tokens)) marked.push(markAt(last, last.end, '?'))
  return marked
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
