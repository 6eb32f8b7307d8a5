import type { PageLanguage } from './page.ts'

/** What the landing page says. */
interface LandingWords {
  readonly name: string
  readonly about: string
  readonly signedIn: (name: string) => string
  readonly signedOut: string
  readonly howLink: string
  readonly password: string
  readonly signIn: string
  readonly signOut: string
  readonly links: {
    readonly call: string
    readonly docs: string
    readonly document: string
    readonly health: string
    readonly errors: string
  }
  readonly recent: {
    readonly title: string
    readonly none: string
    readonly sound: string
    readonly messages: (count: number) => string
  }
  readonly other: string
  readonly linkUsed: string
  readonly wrongPassword: string
}

export const LANDING_WORDS: Readonly<Record<PageLanguage, LandingWords>> = {
  ar: {
    name: 'راوي',
    about: 'يحفظ كل محادثة مع المساعد الافتراضي كما قيلت، ويعرضها لمن يدير مركز الاتصال.',
    signedIn: (name) => `تم تسجيل الدخول: ${name}.`,
    signedOut: 'لم يتم تسجيل الدخول.',
    howLink: 'افتح رابط الدخول الذي طبعه الخادم عند تشغيله، أو اطلب رابطًا جديدًا بالأمر:',
    password: 'كلمة المرور',
    signIn: 'تسجيل الدخول',
    signOut: 'تسجيل الخروج',
    links: {
      call: 'افتح صفحة المكالمة',
      docs: 'مرجع الواجهة البرمجية',
      document: 'وثيقة OpenAPI',
      health: 'حالة الخادم',
      errors: 'رموز الأخطاء',
    },
    recent: {
      title: 'آخر المكالمات',
      none: 'لا توجد مكالمات بعد.',
      sound: 'مع الصوت',
      messages: (count) => `الرسائل: ${count}`,
    },
    other: 'English',
    linkUsed: 'انتهت صلاحية هذا الرابط أو استُخدم من قبل.',
    wrongPassword: 'كلمة المرور غير صحيحة.',
  },
  en: {
    name: 'Rawi',
    about: 'Keeps every conversation with the avatar as it was spoken, for the people who run the call centre.',
    signedIn: (name) => `Signed in: ${name}.`,
    signedOut: 'Nobody is signed in.',
    howLink: 'Open the sign-in link that the server printed when it started, or ask for a new one:',
    password: 'Password',
    signIn: 'Sign in',
    signOut: 'Sign out',
    links: {
      call: 'Open the call page',
      docs: 'API reference',
      document: 'OpenAPI document',
      health: 'State of the server',
      errors: 'Error codes',
    },
    recent: {
      title: 'Latest calls',
      none: 'No calls yet.',
      sound: 'with sound',
      messages: (count) => `messages: ${count}`,
    },
    other: 'العربية',
    linkUsed: 'This link was used before, or its time is over.',
    wrongPassword: 'The password is wrong.',
  },
}
