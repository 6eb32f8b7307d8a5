import { namesIn } from './agent-names.ts'
import {
  ABOUT_CALLER,
  ASKS_EMAIL,
  ASKS_FAMILY,
  ASKS_FIRST,
  ASKS_NAME,
  ASKS_OLD,
  ASKS_SPARE,
  ASKS_SPELLING,
  CALLS_YOU_ON,
  CHECKING,
  CHOICE,
  CODE_OF_PHONE,
  CONFIRM_EMAIL,
  CONFIRM_PHONE,
  NAMES_PHONE,
  NEW_OR_SAME,
  NUMBER_OF,
  OF_THE_HOUSE,
  OFFERS,
  OTHERS_NAME,
  OTHERS_NUMBER,
  PHONE_WORD,
  SENDS_THERE,
  SENDS_TO,
  SEVERAL,
  THEIR_NUMBER,
  THING_WORD,
  TO_REACH,
  YOURS,
} from './agent-words.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { phoneReader, phonesInRun, regionNamed } from './phone-numbers.ts'
import { isNumberOfThing } from './phone-of-thing.ts'
import { digitRuns } from './read-digits.ts'
import { readEmails, type SpokenEmail } from './read-emails.ts'
import { isQuestionMark, type Token, wordsOf } from './tokens.ts'

/** "Is the line in your name?" asks for no name. */
const IN_YOUR_NAME = / (?:in|under|to) your (?:own )?name(?= )/

/** A value that an agent said, where it stands. */
export interface Offered {
  readonly value: string
  readonly raw: string
  readonly tokens: readonly Token[]
}

/** What the agent's turn asks for, and what it offers to be affirmed. */
export interface AgentHeard {
  readonly asks: {
    readonly name: boolean
    readonly family: boolean
    readonly phone: boolean
    readonly email: boolean
    /** "And the first name?", where the name that is known may be the family's. */
    readonly first: boolean
    /** An order number, a code, an age: digits that follow are none of a phone. */
    readonly otherNumber: boolean
    /** The number of the caller, by a word that says so. */
    readonly ownPhone: boolean
    /** The number of somebody else. */
    readonly othersPhone: boolean
    /** "Does she have an e-mail?" */
    readonly othersEmail: boolean
    /** The number that was given up: "and what was the old one?" */
    readonly oldPhone: boolean
    /** Another number, to fall back on. */
    readonly spare: boolean
    /** "With one n or two?" */
    readonly spelling: boolean
    /** Where the caller is to be called, written to or told. */
    readonly toReach: boolean
    /** Which of several? */
    readonly choice: boolean
    /** "Is this your number?" without saying it. */
    readonly confirmPhone: boolean
    /** "Is this your address?" without saying it. */
    readonly confirmEmail: boolean
  }
  /** Values that are read back to the caller. */
  readonly readBack: { readonly name?: Offered; readonly phone?: Offered; readonly email?: Offered }
  /** The caller's numbers, to choose one of. */
  readonly choices: readonly Offered[]
  /** Addresses to choose one of: "…@gmail.com or …@yahoo.com?". */
  readonly emailChoices: readonly Offered[]
  /** Numbers and addresses of the house, given to the caller. */
  readonly given: readonly string[]
  /** Names the agent goes by. */
  readonly ownNames: readonly string[]
  /** Names the agent called somebody. */
  readonly names: readonly string[]
  /** The one name that was said, which "that's me" affirms. */
  readonly called?: Offered
  /** Offers to put the caller on a list, or into a slot. */
  readonly offers: boolean
  readonly tokens: readonly Token[]
}

export const NOTHING_HEARD: AgentHeard = {
  asks: {
    name: false,
    family: false,
    first: false,
    phone: false,
    email: false,
    otherNumber: false,
    ownPhone: false,
    othersPhone: false,
    othersEmail: false,
    oldPhone: false,
    spare: false,
    spelling: false,
    toReach: false,
    choice: false,
    confirmPhone: false,
    confirmEmail: false,
  },
  readBack: {},
  choices: [],
  emailChoices: [],
  given: [],
  ownNames: [],
  names: [],
  offers: false,
  tokens: [],
}

export interface Before {
  readonly region: string
  /** The first word of the name that the caller is known by. */
  readonly name: string | undefined
  /** The caller has just asked for a number. */
  readonly gives: boolean
}

/** Reads one turn of the agent; `currentName` is what the caller is known by, for "Nabil who?". */
export function hearAgent(tokens: readonly Token[], { region, name: currentName, gives }: Before): AgentHeard {
  const said = wordsOf(tokens)
  const thing = THING_WORD.test(said.replace(CODE_OF_PHONE, '  ')) || asksNumberOfThing(tokens)
  const named = namedOwner(tokens)
  const others = OTHERS_NUMBER.test(said) || (named !== undefined && named !== currentName)
  const phone = PHONE_WORD.test(said) || THEIR_NUMBER.test(said)
  const family = ASKS_FAMILY.test(said) || asksWho(said, currentName)
  const emails = readEmails(tokens)
  const names = namesIn(tokens, said, currentName, (at) => emails.some(({ from, to }) => from <= at && at < to))
  const offered = values(tokens, said, region, { name: names.readBack, emails, others, gives })
  return {
    asks: {
      name: (ASKS_NAME.test(said.replace(IN_YOUR_NAME, ' ')) && !OTHERS_NAME.test(said)) || family,
      family,
      first: ASKS_FIRST.test(said),
      phone: phone && !others && (!thing || NAMES_PHONE.test(said)),
      email: ASKS_EMAIL.test(said) && !others,
      otherNumber: thing,
      ownPhone: phone && YOURS.test(said),
      othersPhone: others && (phone || / emergency /.test(said)),
      othersEmail: others && ASKS_EMAIL.test(said),
      // رقمك القديم 97112233 لازال شغال؟ asks for none: it says the old one.
      oldPhone: ASKS_OLD.test(said) && !NEW_OR_SAME.test(said) && !offered.readBack.phone,
      spare: ASKS_SPARE.test(said),
      spelling: ASKS_SPELLING.test(said),
      toReach: TO_REACH.test(said),
      choice: CHOICE.test(said),
      confirmPhone: CONFIRM_PHONE.test(said),
      confirmEmail: CONFIRM_EMAIL.test(said),
    },
    ...offered,
    ownNames: names.own,
    names: names.all,
    ...(names.called && { called: names.called }),
    offers: OFFERS.test(said),
    tokens,
  }
}

/** رقم المرسل: a person has the number. */
const PERSON = /^ال(?:مرسل|متصل|سيد|سيده|استاذ|استاذه|شخص|اخ|اخت|حجي|دكتور|دكتوره|مهندس|مهندسه)$/u

/** "The docket number", رقم الوثيقة: the number of something that is no phone. */
function asksNumberOfThing(tokens: readonly Token[]): boolean {
  const named = (at: number) => /^(?:the|your|that|a|its)$/.test(tokens[at - 2]?.fold ?? '')
  const noun = (at: number) => /^و?رقم$/u.test(tokens[at]?.fold ?? '') && !PERSON.test(tokens[at + 1]?.fold ?? '')
  return tokens.some(({ fold }, at) => ((fold === 'number' && named(at)) || noun(at)) && isNumberOfThing(tokens, at))
}

/** رقم محمد: whose number the agent speaks of. */
function namedOwner(tokens: readonly Token[]): string | undefined {
  return tokens.find(
    ({ fold }, at) =>
      NUMBER_OF.test(tokens[at - 1]?.fold ?? '') &&
      GIVEN_NAMES.has(fold) &&
      !isQuestionMark(tokens[at + 1]?.fold ?? ''),
  )?.fold
}

const WHO = /^(?:مين|ايه|ايش|شو|شنو|منو|وش|who|what)$/u

/** نبيل مين؟ عمرو ايه؟ asks for the rest of the name. */
function asksWho(said: string, name: string | undefined): boolean {
  if (name === undefined || name.length > 40) return false
  if (said.split(' ').length > 8) return false
  const words = said.trim().split(' ')
  const who = words.findIndex((word, at) => WHO.test(word) && words[at - 1] === name)
  return who > 0 && !/^(?!يا$|كمان$|حضرت)[\u0621-\u064aa-z]/u.test(words[who + 1] ?? '')
}

/** 66001122 ولا 99003344؟ */
function isEitherOr(
  tokens: readonly Token[],
  phones: readonly { readonly from: number; readonly to: number }[],
): boolean {
  const [one, two] = phones
  const between = one && two ? tokens.slice(one.to, two.from) : []
  return between.some(({ fold }) => /^(?:or|ولا|او|لو|ام)$/u.test(fold))
}

/** "Your confirmation number is 206 443 1207.": said like a phone's, and none. */
function isOfThing(tokens: readonly Token[], { from }: { readonly from: number }): boolean {
  const before = tokens.slice(Math.max(0, from - 4), from).reduce((text, { fold }) => `${text}${fold} `, ' ')
  return / (?:confirmation|reference|order|booking|ticket|case|claim|account|policy|tracking|invoice|reservation|membership|customer|serial|job|incident) (?:number|no|id|code|ref)?(?: ?[.:] | is | will be | ,? )+$/.test(
    before,
  )
}

interface Offers {
  readonly name: Offered | undefined
  readonly emails: readonly SpokenEmail[]
  readonly others: boolean
  readonly gives: boolean
}

function values(
  tokens: readonly Token[],
  said: string,
  region: string,
  { name, emails, others, gives }: Offers,
): Pick<AgentHeard, 'readBack' | 'choices' | 'emailChoices' | 'given'> {
  const reader = phoneReader(region)
  const phones = digitRuns(tokens).flatMap((run) =>
    isOfThing(tokens, run)
      ? []
      : phonesInRun(run, reader, regionNamed(tokens.slice(Math.max(0, run.from - 4), run.from))),
  )
  const given = gives && !ABOUT_CALLER.test(said)
  const ofHouse =
    given ||
    SENDS_TO.test(said) ||
    ((OF_THE_HOUSE.test(said) || SENDS_THERE.test(said)) && !/ (?:رقمك|ايميلك|بريدك|your) /.test(said))
  const checking = CHECKING.test(said) || ABOUT_CALLER.test(said)
  const open = checking && !others && !ofHouse
  const calls = CALLS_YOU_ON.test(said) && !others && !ofHouse
  const lastPhone = phones.at(-1)
  const lastEmail = emails.at(-1)
  const several = new Set(phones.map(({ e164 }) => e164)).size > 1 && !ofHouse
  const severalPhones = several && (CHOICE.test(said) || SEVERAL.test(said) || isEitherOr(tokens, phones))
  const offered = ({ from, to }: { from: number; to: number }, value: string): Offered => ({
    value,
    raw: textOf(tokens, from, to),
    tokens: tokens.slice(from, to),
  })
  const bare = phones.length > 0 && tokens.length - ((lastPhone?.to ?? 0) - (lastPhone?.from ?? 0)) <= 2
  return {
    readBack: {
      ...(name && !others && { name }),
      ...(lastPhone &&
        !severalPhones &&
        (open || calls || (bare && !ofHouse)) && { phone: offered(lastPhone, lastPhone.e164) }),
      ...(lastEmail &&
        (open || (tokens.length - (lastEmail.to - lastEmail.from) <= 2 && !ofHouse)) && {
          email: offered(lastEmail, lastEmail.value),
        }),
    },
    emailChoices: emails.length > 1 && open ? emails.map((email) => offered(email, email.value)) : [],
    choices: several ? phones.map((phone) => offered(phone, phone.e164)) : [],
    given:
      open || calls || severalPhones ? [] : [...phones.map(({ e164 }) => e164), ...emails.map(({ value }) => value)],
  }
}

/** The words of some tokens as they were said. */
export function textOf(tokens: readonly Token[], from: number, to: number): string {
  const first = tokens[from]
  const last = tokens[to - 1]
  return first && last && first.turn === last.turn ? first.turn.text.slice(first.start, last.end) : ''
}
