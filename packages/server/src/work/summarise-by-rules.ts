import type { CallRow } from './call-row.ts'
import { type CallLanguage, languageOf, type Said, sentencesOf } from './call-words.ts'
import { agreesToSomething, asksSomething, holdsContact, isPolite, wantsSomething } from './sentence-cues.ts'

/** A call as its summary is made of: what is known of it and what was said. */
export interface CallToSum {
  readonly call: Pick<CallRow, 'status' | 'end_reason' | 'language'>
  readonly said: readonly Said[]
  readonly name: string | null
  readonly hasPhone: boolean
  readonly hasEmail: boolean
}

/** UTF-16 units of one quotation; a longer one ends at a word. */
const QUOTE_MAX = 140
const NAME_MAX = 60

/**
 * One to three sentences in the language of the call: who called about what, what was agreed, how to reach them and how
 * it ended. Whatever is said of the matter stands there in the speakers' own words; nothing is concluded. The same call
 * always gives the same summary, and no number or address is repeated in it.
 */
export function summariseByRules({ call, said, name, hasPhone, hasEmail }: CallToSum): string {
  const words = WORDS[languageOf(said, call.language)]
  const caller = nameToShow(name)
  const callers = said.filter(({ role }) => role === 'user')
  const matter = matterOf(callers)
  const agreed = said.some(({ role }) => role === 'user') ? agreedOf(said) : undefined
  const first =
    callers.length === 0
      ? words.silent
      : matter === undefined
        ? words.spoke(caller)
        : (asksSomething(matter) ? words.asked : words.wanted)(caller, matter)
  const end = words.ends[call.end_reason ?? '']
  const left = callers.length === 0 ? undefined : words.left(hasPhone, hasEmail)
  const last = [left, end].filter((part) => part !== undefined).join(words.and)
  return [first, agreed && words.agreed(agreed), last && `${capital(last)}.`].filter(Boolean).join(' ')
}

/** What the caller came for, in the caller's words: the first wish or question, else the longest thing said. */
function matterOf(callers: readonly Said[]): string | undefined {
  const sentences = callers
    .flatMap(({ text }) => sentencesOf(text))
    .filter((sentence) => !isPolite(sentence) && !holdsContact(sentence))
  const wanted = sentences.find((sentence) => wantsSomething(sentence)) ?? sentences.find((one) => asksSomething(one))
  const longest = [...sentences].sort((a, b) => b.length - a.length)[0]
  const matter = wanted ?? longest
  return matter === undefined ? undefined : quotable(matter)
}

/** The last thing the agent promised or settled. */
function agreedOf(said: readonly Said[]): string | undefined {
  const promises = said
    .filter(({ role }) => role === 'assistant')
    // Half a sentence promised nothing.
    .flatMap(({ text, interrupted }) => (interrupted ? sentencesOf(text).slice(0, -1) : sentencesOf(text)))
    .filter((sentence) => agreesToSomething(sentence) && !holdsContact(sentence))
  const last = promises.at(-1)
  return last === undefined ? undefined : quotable(last)
}

function quotable(sentence: string): string {
  const bare = sentence
    .replaceAll(/[«»"“”]/gu, '')
    .replace(/[.!،,؛;]+$/u, '')
    .replace(/^([^,،]+)[,،]\s*(?=\S)/u, (whole, before: string) => (isPolite(before) ? '' : whole))
    .trim()
  if (bare.length <= QUOTE_MAX) return bare
  const cut = bare.slice(0, QUOTE_MAX)
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), QUOTE_MAX / 2))
    .toWellFormed()
    .trim()}…`
}

function nameToShow(name: string | null): string | undefined {
  const [first] = sentencesOf(name ?? '')
  return first === undefined || first.length > NAME_MAX || holdsContact(first) ? undefined : first
}

/** The end of a quotation: with a full stop unless it has a mark of its own. */
function closed(quote: string, mark: string): string {
  return /[?؟…]$/u.test(quote) ? quote + mark : `${quote}${mark}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

interface Words {
  readonly silent: string
  readonly spoke: (name: string | undefined) => string
  readonly asked: (name: string | undefined, matter: string) => string
  readonly wanted: (name: string | undefined, matter: string) => string
  readonly agreed: (promise: string) => string
  readonly left: (phone: boolean, email: boolean) => string | undefined
  readonly ends: Readonly<Record<string, string>>
  readonly and: string
}

const WORDS: Readonly<Record<CallLanguage, Words>> = {
  en: {
    silent: 'The caller said nothing.',
    spoke: (name) => `${name ?? 'A caller'} called.`,
    asked: (name, matter) => `${name ?? 'A caller'} asked: “${closed(matter, '”')}`,
    wanted: (name, matter) => `${name ?? 'A caller'} called and said: “${closed(matter, '”')}`,
    agreed: (promise) => `The agent said: “${closed(promise, '”')}`,
    left: (phone, email) =>
      phone && email
        ? 'a phone number and an e-mail address are known'
        : phone
          ? 'a phone number is known'
          : email
            ? 'an e-mail address is known'
            : undefined,
    ends: {
      worker_lost: 'the call was cut off',
      error: 'the call ended with an error',
      transferred: 'the call was transferred',
      voicemail: 'the call reached a voicemail',
      timeout: 'the call ended by time-out',
    },
    and: '; ',
  },
  ar: {
    silent: 'لم يُسمع من المتصل شيء.',
    spoke: (name) => (name === undefined ? 'مكالمة من متصل.' : `مكالمة من ${name}.`),
    asked: (name, matter) => `مكالمة من ${name ?? 'متصل'}، والسؤال: «${closed(matter, '»')}`,
    wanted: (name, matter) => `مكالمة من ${name ?? 'متصل'}، ومما قيل فيها: «${closed(matter, '»')}`,
    agreed: (promise) => `وقال المجيب: «${closed(promise, '»')}`,
    left: (phone, email) =>
      phone && email
        ? 'رقم الهاتف والبريد الإلكتروني معروفان'
        : phone
          ? 'رقم الهاتف معروف'
          : email
            ? 'البريد الإلكتروني معروف'
            : undefined,
    ends: {
      worker_lost: 'انقطعت المكالمة',
      error: 'انتهت المكالمة بخطأ',
      transferred: 'حُوّلت المكالمة',
      voicemail: 'أجاب البريد الصوتي',
      timeout: 'انتهت المكالمة لانقضاء المهلة',
    },
    and: '، و',
  },
}
