import type { MessageInput } from '../packages/rawi/src/conversation/message.ts'

const CALLER = [
  'مرحباً، أريد أن أستفسر عن دورات البرمجة المسائية.',
  'نعم، تمام.',
  'كم تبلغ رسوم الدورة، وهل يمكن الدفع على قسطين؟',
  'اسمي أحمد محمد ورقمي صفر تسعة تسعة واحد اثنان ثلاثة أربعة خمسة ستة سبعة.',
  'لا، أفضّل أن يكون الموعد يوم الخميس بعد الساعة الخامسة إذا كان ذلك متاحاً.',
  'شكراً جزيلاً لك.',
  'هل تُعطون شهادة معترفاً بها في نهاية التدريب؟',
  'عفواً، لم أسمعك جيداً. هل يمكنك الإعادة من فضلك؟',
]
const AGENT = [
  'أهلاً وسهلاً بك! تبدأ دورة البرمجة المسائية يوم الأحد القادم، وتمتد على مدى ثمانية أسابيع بواقع ثلاث جلسات في الأسبوع. هل ترغب أن أسجّل اسمك؟',
  'بالتأكيد. رسوم الدورة كاملةً مئتان وخمسون ألف ليرة، ويمكنك دفع نصفها عند التسجيل والنصف الآخر في منتصف الدورة.',
  'حسناً، سجّلت موعدك يوم الخميس عند الساعة الخامسة والنصف مساءً. سنرسل إليك رسالة تذكير قبل الموعد بيوم واحد.',
  'نعم، يحصل كل متدرّب أتمّ ثمانين بالمئة من الجلسات على شهادة مصدّقة من الغرفة.',
  'هل هناك شيء آخر أستطيع مساعدتك به؟',
  'لم أفهم الرقم تماماً، هل يمكنك أن تعيده رقماً رقماً من فضلك؟',
]

/** The message that call `call` adds as its number `seq`: the same whoever asks, so that a reader can check each one. */
export function turnOf(call: number, seq: number): MessageInput {
  const caller = seq % 2 === 0
  const from = caller ? CALLER : AGENT
  const content = `${from[(call + (seq >> 1)) % from.length]} (${call}/${seq})`
  // In one piece, and a text of its own, as it comes from a network.
  return { role: caller ? 'user' : 'assistant', content: Buffer.from(content).toString() }
}

/** Bytes of UTF-8 that the text of such a message takes on average. */
export function meanTextBytes(): number {
  let bytes = 0
  const turns = CALLER.length * AGENT.length * 2
  for (let seq = 0; seq < turns; seq++) bytes += Buffer.byteLength(turnOf(0, seq).content)
  return Math.round(bytes / turns)
}
