import type { Language, Persona, Saying, Sentence } from '../persona/persona.ts'
import { type KnownCaller, knownCaller } from './caller.ts'
import { findKnowledge, subjectTerms } from './knowledge.ts'
import type { Reply, Turn } from './reply.ts'
import { firstName } from './spot-name.ts'
import { type SmallTalk, type Understanding, understand } from './understand.ts'

/** This many unknown words beside small talk or a name are a question the agent should own up to. */
const UNKNOWN_TERMS_MIN = 3

const SMALL_TALK_SAYS: Record<SmallTalk, Saying> = {
  how_are_you: 'how_are_you',
  who_are_you: 'who_are_you',
  thanks: 'thanks',
  greeting: 'hello',
  yes_or_no: 'go_on',
}

/**
 * What the agent says to a turn of the caller: the same turns give the same reply, in the language of the turn.
 * @example
 * replyText(decideReply(persona, [], 'شو ساعات الدوام؟'))
 */
export function decideReply(persona: Persona, history: readonly Turn[], turn: string, fallback?: Language): Reply {
  const caller = knownCaller(persona, history)
  const heard = understand(turn, caller.justAsked)
  const language = heard.language ?? caller.language ?? fallback ?? persona.language
  const say = (saying: Saying, values: Partial<Record<'name' | 'phone', string>> = {}) =>
    fill(persona.says[saying][language], values)

  const noted: Sentence[] = []
  if (heard.name) noted.push(say('know_name', { name: firstName(heard.name) }))
  if (heard.phone) noted.push(say('know_phone', { phone: heard.phone }))
  const answers = findKnowledge(persona, heard.words).map(({ answer }) => answer[language])
  if (heard.goodbye) return { language, sentences: [...noted, ...answers, say('goodbye')], endCall: true }

  const phone = heard.phone ?? caller.phone
  const other = answers.length > 0 ? [] : withoutAnswer(heard, noted.length > 0, { ...caller, ...(phone && { phone }) })
  const sentences = [...noted, ...answers, ...other.map((saying) => say(saying, phone ? { phone } : {}))]
  const next = nextQuestion(heard, caller, {
    answered: answers.length > 0,
    asked: other.includes('unknown_leave_phone'),
  })
  if (next) sentences.push(say(next))
  else if (noted.length > 0 && sentences.length === noted.length) sentences.push(say('anything_else'))
  return { language, sentences, endCall: false }
}

/** What to say when no knowledge answers: small talk, or that the agent does not know. */
function withoutAnswer(heard: Understanding, noted: boolean, caller: KnownCaller): Saying[] {
  const { subjects, questions } = subjectTerms(heard.words)
  const left = subjects.length + questions.length
  const expectsAnswer = left >= UNKNOWN_TERMS_MIN || (left > 0 && (heard.request || questions.length > 0))
  if (heard.smallTalk && !expectsAnswer) return noted ? [] : [SMALL_TALK_SAYS[heard.smallTalk]]
  if (noted && !expectsAnswer) return []
  if (heard.language === undefined) return ['unclear']
  if (left === 0) return ['go_on']
  if (caller.phone) return ['unknown_call_back']
  return [caller.askedPhone ? 'unknown_again' : 'unknown_leave_phone']
}

/** Name first, then number, each asked once in a call, and only after the caller got something. */
function nextQuestion(
  heard: Understanding,
  caller: KnownCaller,
  reply: { answered: boolean; asked: boolean },
): 'ask_name' | 'ask_phone' | undefined {
  if (reply.asked || !(reply.answered || heard.name || heard.phone)) return undefined
  if (!heard.name && !caller.name && !caller.askedName) return 'ask_name'
  if (!heard.phone && !caller.phone && !caller.askedPhone) return 'ask_phone'
  return undefined
}

/** A voice reads a number digit by digit. */
function fill(sentence: Sentence, values: Partial<Record<'name' | 'phone', string>>): Sentence {
  const put = (text: string, phone: string | undefined) =>
    text.replaceAll('{name}', () => values.name ?? '').replaceAll('{phone}', () => phone ?? '')
  const spoken = sentence.spoken ?? (values.phone ? sentence.display : undefined)
  return {
    display: put(sentence.display, values.phone),
    ...(spoken !== undefined && { spoken: put(spoken, values.phone?.split('').join(' ')) }),
  }
}
