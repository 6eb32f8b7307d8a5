import { languageFor } from '../persona/languages.ts'
import type { Language, Persona, Saying, Sentence } from '../persona/persona.ts'
import { firstName, type HeardCaller, hearCaller } from './caller.ts'
import { dialled, digitwise } from './digitwise.ts'
import { findKnowledge, subjectTerms } from './knowledge.ts'
import type { Reply, Turn } from './reply.ts'
import { type SmallTalk, type Understanding, understand } from './understand.ts'
import { PHONE_WORDS } from './words.ts'

/** This many unknown words beside small talk or a name are a question the agent should own up to. */
const UNKNOWN_TERMS_MIN = 3

const SMALL_TALK_SAYS: Record<SmallTalk, Saying> = {
  how_are_you: 'how_are_you',
  who_are_you: 'who_are_you',
  thanks: 'thanks',
  greeting: 'hello',
  yes_or_no: 'go_on',
}

/** How the brain speaks, where the turns do not say. */
export interface ReplyOptions {
  readonly language?: Language | undefined
  /** ISO 3166-1 alpha-2: how numbers without a country code are read, by default `SY`. */
  readonly region?: string
}

/**
 * What the agent says to a turn of the caller: the same turns give the same reply, in the language of the turn.
 * @example
 * replyText(decideReply(persona, [], 'شو ساعات الدوام؟'))
 */
export function decideReply(
  persona: Persona,
  history: readonly Turn[],
  turn: string,
  { language: fallback, region = 'SY' }: ReplyOptions = {},
): Reply {
  const caller = hearCaller(persona, history, turn, region)
  const told = whatWasTold(caller)
  const heard = withoutNaming(understand(turn, caller.rest), told)
  const language = languageFor(persona, heard.language, caller.before.language, fallback)
  const say = (saying: Saying): Sentence => {
    const phone = caller.phone && dialled(caller.phone.value, region)
    const name = caller.name?.value ?? ''
    return fill(persona.says[saying][language], {
      name: { display: saying === 'know_name' ? firstName(name) : name },
      phone: phone === undefined ? { display: '' } : digitwise(phone, language),
    })
  }

  const found = findKnowledge(persona, heard.words)
  const answers = found.map(({ answer }) => answer[language])
  const handOver = found.some((entry) => entry.hand_over === true)
  if (heard.goodbye) {
    const noted: Saying[] = [
      ...(told.name ? ['know_name' as const] : []),
      ...(told.phone ? ['know_phone' as const] : []),
    ]
    return { language, sentences: [...noted.map(say), ...answers, say('goodbye')], endCall: true, handOver }
  }
  const noted = acknowledged(told, caller)
  const question = told.question ?? incomplete(heard, caller, answers.length > 0)
  const settled = noted.length > 0 || question !== undefined
  const other = answers.length > 0 ? [] : withoutAnswer(heard, settled, caller)
  const said = [...noted, ...other]
  const next = question ?? nextQuestion(told, caller, { answered: answers.length > 0, said, asks: persona.asks })
  const sentences = [...noted.map(say), ...answers, ...other.map(say), ...(next ? [say(next)] : [])]
  // After something was noted the caller is not left in silence.
  if (next === undefined && answers.length === 0 && other.length === 0) sentences.push(say('anything_else'))
  return { language, sentences, endCall: false, handOver }
}

interface Told {
  /** A name or a number that was not known before. */
  readonly name: boolean
  readonly phone: boolean
  readonly nameAffirmed: boolean
  readonly phoneAffirmed: boolean
  readonly phoneDenied: boolean
  /** What must be asked next, before anything else. */
  readonly question: Saying | undefined
}

function whatWasTold({ before, name, phone }: HeardCaller): Told {
  const newName = name !== undefined && name.value !== before.name?.value
  const newPhone = phone !== undefined && phone.value !== before.phone?.value
  const phoneDenied = phone === undefined && before.phone !== undefined
  const nameCorrected = newName && before.justAsked.nameConfirmed && !name.confirmed
  return {
    name: newName,
    phone: newPhone,
    nameAffirmed: before.justAsked.nameConfirmed && !newName && name !== undefined,
    phoneAffirmed: before.justAsked.phoneConfirmed && !newPhone && phone?.confirmed === true,
    phoneDenied,
    question:
      newPhone && !phone.confirmed
        ? 'confirm_phone'
        : phoneDenied
          ? 'say_phone_again'
          : nameCorrected
            ? 'confirm_name'
            : undefined,
  }
}

/** "My number is …" gives a number and asks for none. */
function withoutNaming(heard: Understanding, told: Told): Understanding {
  if (!told.phone && !told.phoneDenied) return heard
  return { ...heard, words: heard.words.filter((word) => !PHONE_WORDS.has(word)) }
}

/** What is said of what was told: a greeting by name, a thank-you for a yes. */
function acknowledged(told: Told, { before, name }: HeardCaller): Saying[] {
  if (told.name && !before.justAsked.nameConfirmed) return ['know_name']
  if (told.phoneAffirmed || (told.nameAffirmed && name?.confirmed)) return ['confirmed']
  return []
}

/** A piece of a number, or one that nobody can dial, where a number was asked for. */
function incomplete(heard: Understanding, { before, phone }: HeardCaller, answered: boolean): Saying | undefined {
  const named = heard.words.some((word) => PHONE_WORDS.has(word))
  const awaited = named || before.justAsked.phone || before.justAsked.phoneConfirmed
  return awaited && heard.digits && !answered && phone === undefined ? 'phone_incomplete' : undefined
}

/** What to say when no knowledge answers: small talk, or that the agent does not know. */
function withoutAnswer(heard: Understanding, settled: boolean, { before, phone }: HeardCaller): Saying[] {
  const { subjects, questions } = subjectTerms(heard.words)
  const left = subjects.length + questions.length
  const expectsAnswer = left >= UNKNOWN_TERMS_MIN || (left > 0 && (heard.request || questions.length > 0))
  if (settled && !(expectsAnswer && heard.request)) return []
  if (heard.smallTalk && !expectsAnswer) return [SMALL_TALK_SAYS[heard.smallTalk]]
  if (heard.language === undefined) return ['unclear']
  if (left === 0) return ['go_on']
  if (phone) return ['unknown_call_back']
  return [before.asked.phone ? 'unknown_again' : 'unknown_leave_phone']
}

/** Name first, then number, each asked once in a call, and only after the caller got something; then the name is read back. */
function nextQuestion(
  told: Told,
  { before, name, phone }: HeardCaller,
  reply: { answered: boolean; said: readonly Saying[]; asks: Persona['asks'] },
): Saying | undefined {
  const gaveOrGot = reply.answered || told.name || told.phone || told.phoneAffirmed
  if (!gaveOrGot || reply.said.includes('unknown_leave_phone')) return undefined
  if (reply.asks.name && !name && !before.asked.name) return 'ask_name'
  if (reply.asks.phone && !phone && !before.asked.phone) return 'ask_phone'
  const numberSettled = phone?.confirmed === true || (!phone && before.asked.phone)
  if (name && !name.confirmed && !before.asked.nameConfirmed && numberSettled) return 'confirm_name'
  return undefined
}

interface Values {
  readonly name: Sentence
  readonly phone: Sentence
}

/** A voice reads a number digit by digit. */
function fill(sentence: Sentence, { name, phone }: Values): Sentence {
  const put = (text: string, number: string) =>
    text.replaceAll('{name}', () => name.display).replaceAll('{phone}', () => number)
  const spoken = sentence.spoken ?? (phone.spoken === undefined ? undefined : sentence.display)
  return {
    display: put(sentence.display, phone.display),
    ...(spoken !== undefined && { spoken: put(spoken, phone.spoken ?? phone.display) }),
  }
}
