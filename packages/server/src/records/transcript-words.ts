/** What a transcript for people says around what was said. */
interface Words {
  readonly user: string
  readonly assistant: string
  readonly caller: string
  readonly conversation: string
  readonly started: string
  readonly interrupted: string
}

const ARABIC: Words = {
  user: 'المتصل',
  assistant: 'الوكيل',
  caller: 'المتصل',
  conversation: 'المحادثة',
  started: 'بدأت',
  interrupted: 'قوطع',
}
const ENGLISH: Words = {
  user: 'Caller',
  assistant: 'Agent',
  caller: 'Caller',
  conversation: 'Conversation',
  started: 'Started',
  interrupted: 'interrupted',
}

export function transcriptWords(language: string | null): Words & { readonly rightToLeft: boolean } {
  const rightToLeft = language === null || /^(ar|fa|ur|ckb)\b/i.test(language)
  return { ...(rightToLeft && language !== 'fa' && language !== 'ur' ? ARABIC : ENGLISH), rightToLeft }
}

/** Of an interrupted turn, what was heard of it. */
export function saidOf({
  content,
  heard,
  interrupted,
}: {
  readonly content: string
  readonly heard: string | null
  readonly interrupted: boolean
}): string {
  return interrupted && heard !== null ? heard : content
}
