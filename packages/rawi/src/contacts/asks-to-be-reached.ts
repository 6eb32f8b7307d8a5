import type { Token } from './tokens.ts'
import { REACH_ME } from './whose-words.ts'

/** يكلمني، تحاكوني: whoever is to call the caller. */
const REACHES_ME = /^[وف]?[بتين]{0,2}(?:كلم|احك|حك|حاك|راسل|خابر|واتسب|رن)[\u0621-\u064a]{0,3}ني$/u

/** التواصل معي، دقوا علي: what comes before "with me" and "me". */
const REACHING = /^(?:[وف]?(?:ال|لل)?(?:تواصل|اتصال|حكي|كلام)|[وف]?(?:تواصل|احك|حك|حاك|دق|اتصل|رن|تكلم)(?:وا?|ي))$/u

/** "Call me", "use", "I'm at", "text the code to", سجل عندك: the number that follows is the caller's. */
export function asksToBeReached(tokens: readonly Token[], at: number, from: number): boolean {
  const fold = tokens[at]?.fold ?? ''
  const [before, after] = [tokens[at - 1]?.fold ?? '', tokens[at + 1]?.fold ?? '']
  if (fold === 'me') return REACH_ME.has(before) || /^(?:directly|at|on)$/.test(after)
  if (fold === 'use') return true
  if (fold === 'take') return at === from - 1
  if (/^(?:رديت|ارد|برد|اجاوب)$/u.test(fold)) return /^(?:ما|لم)$/u.test(before) && /^(?:على|ع|عال.*)$/u.test(after)
  if (fold === 'up') return before === 'pick' && /^(?:at|on)$/.test(after)
  if (fold === 'call') return at === from - 1 && !/^(?:i|i'll|to|i'd|should|we)$/.test(before)
  if (fold === 'have') return at === from - 1 && before === 'i'
  if (fold === "i'm") return at === from - 2 && /^(?:at|on)$/.test(after)
  if (/^(?:text|sms)$/.test(fold)) return tokens[from - 1]?.fold === 'to'
  if (/^(?:send|forward)$/.test(fold)) return tokens[from - 1]?.fold === 'to' && /^(?:it|that|them|this)$/.test(after)
  if (fold === 'us') return REACH_ME.has(before) && /^(?:at|on)$/.test(after)
  if (/^(?:معي|معاي|معايا|وياي|وياي|علي|عليي|فيني|فيي)$/u.test(fold)) return REACHING.test(before)
  if (fold === 'عندك') return /^(?:سجل|سجلي|اكتب|اكتبي)$/u.test(before)
  return REACHES_ME.test(fold)
}
