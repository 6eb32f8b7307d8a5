import type { PageLanguage } from './page.ts'

/** What the page of a recording says. */
interface PlayWords {
  readonly title: string
  readonly player: string
  readonly user: string
  readonly assistant: string
  readonly from: (time: string) => string
  readonly how: string
  readonly silent: string
  readonly broken: string
  readonly running: string
  readonly back: string
  readonly other: string
}

export const PLAY_WORDS: Readonly<Record<PageLanguage, PlayWords>> = {
  ar: {
    title: 'الاستماع إلى المحادثة',
    player: 'تسجيل المحادثة',
    user: 'المتصل',
    assistant: 'الوكيل',
    from: (time) => `استمع من ${time}`,
    how: 'اضغط أي كلمة لسماعها. المسافة: تشغيل وإيقاف، J و K: الدور التالي والسابق.',
    silent: 'لم يُحفظ صوت هذه المحادثة.',
    running: 'المكالمة مستمرة. يُسمع تسجيلها بعد أن تنتهي.',
    broken: 'تعذّر تشغيل التسجيل: ملفه ليس على هذا الخادم.',
    back: 'الصفحة الرئيسية',
    other: 'English',
  },
  en: {
    title: 'Listen to a conversation',
    player: 'Recording of the conversation',
    user: 'Caller',
    assistant: 'Agent',
    from: (time) => `Listen from ${time}`,
    how: 'Press any word to hear it. Space: play and pause; J and K: next and previous turn.',
    silent: 'The sound of this conversation was not kept.',
    running: 'The call is still running. Its recording can be heard once it has ended.',
    broken: 'The recording cannot be played: its file is not on this server.',
    back: 'Home',
    other: 'العربية',
  },
}
