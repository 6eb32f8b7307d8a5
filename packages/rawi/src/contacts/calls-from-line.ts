import type { Token } from './tokens.ts'

const FROM_LINE =
  / (?:رقم|الرقم|عالرقم|النمره|هالرقم) (?:(?:يلي|اللي|الي|الذي|هذا|نفسه|نفسو) )*(?:عم |ال)?(?:احكي|بحكي|اتصل|بتصل|متصل|متصله|اتصلت|اكلمك|بكلمك|احكيك|دقيت|داق|اتصلت) (?:\p{L}+ )?(?:منه|منو|فيه|عليه|به|بيه|معك|منها)| (?:number|phone|line|one) (?:that )?(?:i'm|i am|im) (?:calling|ringing|phoning|speaking) (?:you )?(?:from|on) /u

/** The caller wants to be called on the line itself: "the number I'm calling from". */
export function namesOwnLine(tokens: readonly Token[]): boolean {
  return FROM_LINE.test(` ${tokens.map(({ fold }) => fold).join(' ')} `)
}
