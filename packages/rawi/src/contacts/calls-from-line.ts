const FROM_LINE =
  / (?:رقم|الرقم|عالرقم|النمره|هالرقم) (?:(?:يلي|اللي|الي|الذي|هذا|نفسه|نفسو) )*(?:عم |ال)?(?:احكي|بحكي|اتصل|بتصل|متصل|متصله|اتصلت|اكلمك|بكلمك|احكيك|دقيت|داق|اتصلت) (?:\p{L}+ )?(?:منه|منو|فيه|عليه|به|بيه|معك|منها)| (?:number|phone|line|one) (?:that )?(?:i'm|i am|im) (?:calling|ringing|phoning|speaking) (?:you )?(?:from|on) /u

const WANTS =
  / (?:عطوني|عطيني|اعطوني|اعطيني|اعطني|عطني|بدي|ابي|ابغي|ابغا|ابغى|عايز|عايزه|اريد|ممكن|محتاج|شو|كم|ايش|وش|what's|what is|give me|need|have|get|want) (?:[^ ]+ ){0,2}(?:رقم|ارقام|number|phone|email|ايميل) /

const ANNOUNCED =
  / (?:رقمي|جوالي|موبايلي|تلفوني|نمرتي|my (?:cell |phone |mobile )?number)(?: (?:is|it's|هو|هوه|يكون))?(?: [,،:.…])* $| (?:رقمي|جوالي|موبايلي|تلفوني|my (?:cell |phone |mobile )?number)(?: (?:is|it's|هو))?(?: [,،:.…])* (?:hold|wait|let|one|uh|um|لحظه|ثانيه|ثواني|دقيقه|استني|استنى|شوي|خليني|اصبر) /

/** "My number, hold on …": the digits come in the next turn, whether they are asked for or not. */
export function announcesNumber(said: string): boolean {
  return ANNOUNCED.test(said)
}

/** "Give me the number of …": the caller asks, and will be told, a number of somebody else. */
export function asksForNumber(said: string): boolean {
  return WANTS.test(said) && !/ (?:my|رقمي|غير|اغير|change) /.test(said)
}

/** The caller wants to be called on the line itself: "the number I'm calling from". */
export function namesOwnLine(said: string): boolean {
  return FROM_LINE.test(said)
}
