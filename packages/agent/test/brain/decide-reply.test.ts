import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { threadTime } from '../../../rawi/test/conversation/thread-time.ts'
import { decideReply } from '../../src/brain/decide-reply.ts'
import { detectLanguage } from '../../src/brain/language.ts'
import { replyText, type Turn } from '../../src/brain/reply.ts'
import { loadPersona, receptionPersona } from '../../src/persona/load-persona.ts'
import type { Saying } from '../../src/persona/persona.ts'

const persona = loadPersona(receptionPersona)
const { says } = persona

/** Talks line by line; gives the agent's replies. */
function talk(...lines: string[]) {
  const history: Turn[] = []
  return lines.map((line) => {
    const reply = decideReply(persona, history, line)
    history.push({ role: 'user', text: line }, { role: 'assistant', text: replyText(reply) })
    return { text: replyText(reply), endCall: reply.endCall, reply }
  })
}

function never(): never {
  throw new Error('there is no reply')
}

function answer(id: string, language: 'ar' | 'en' = 'ar'): string {
  return persona.knowledge.find((entry) => entry.id === id)?.answer[language].display ?? 'no such entry'
}

function times(replies: readonly { text: string }[], saying: Saying): number {
  return replies.filter(({ text }) => text.includes(says[saying].ar.display) || text.includes(says[saying].en.display))
    .length
}

it('answers in a language that it speaks, whatever the caller speaks', () => {
  const arabic = { ...persona, languages: ['ar' as const] }
  expect(replyText(decideReply(arabic, [], 'when do you open?'))).toContain(answer('hours', 'ar'))
  expect(decideReply(arabic, [], 'hello', { language: 'en' }).language).toBe('ar')
})

describe('the conversation of the guide', () => {
  it('in Arabic: greets, learns name and number, reads the number back, says goodbye', () => {
    const replies = talk('مرحبا', 'اسمي أحمد محمد', 'رقمي 0991234567', 'شكرا مع السلامة')
    expect(replies.map(({ text }) => text)).toEqual([
      says.hello.ar.display,
      `أهلاً أحمد، تشرفنا بكم. ${says.ask_phone.ar.display}`,
      'رقمكم 0991 234 567، هل هذا صحيح؟',
      says.goodbye.ar.display,
    ])
    expect(replies.map(({ endCall }) => endCall)).toEqual([false, false, false, true])
  })

  it('in English', () => {
    const replies = talk('hello', 'my name is John Smith', '+963991234567', 'thanks, bye')
    expect(replies.map(({ text }) => text)).toEqual([
      says.hello.en.display,
      `Nice to meet you, John. ${says.ask_phone.en.display}`,
      'Your number is 0991 234 567, is that right?',
      says.goodbye.en.display,
    ])
    expect(replies.at(-1)?.endCall).toBe(true)
  })
})

describe('asking for name and number', () => {
  it('asks for the name with the first answer and for the number with the next, and never again', () => {
    const replies = talk('شو ساعات الدوام؟', 'وين مكانكم؟', 'كم الأسعار؟', 'في عندكم تدريبات؟', 'كيفك')
    expect(replies[0]?.text).toBe(`${answer('hours')} ${says.ask_name.ar.display}`)
    expect(replies[1]?.text).toBe(`${answer('location')} ${says.ask_phone.ar.display}`)
    expect(replies[2]?.text).toBe(answer('prices'))
    expect(times(replies, 'ask_name')).toBe(1)
    expect(times(replies, 'ask_phone')).toBe(1)
  })

  it('asks for nothing that was given', () => {
    const replies = talk('اسمي أحمد ورقمي 0991234567', 'شو ساعات الدوام؟', 'وين مكانكم؟')
    expect(times(replies, 'ask_name') + times(replies, 'ask_phone')).toBe(0)
    expect(replies[0]?.text).toContain('أهلاً أحمد')
    expect(replies[0]?.text).toContain('0991 234 567')
  })

  it('takes a bare name and a bare number as the answer to its question', () => {
    const replies = talk('when do you open?', 'John Smith', '0991234567')
    expect(replies[1]?.text).toContain('Nice to meet you, John.')
    expect(replies[2]?.text).toContain('0991 234 567')
  })

  it('asks on when the number is not whole, and puts its parts together', () => {
    const replies = talk('اسمي أحمد', 'صفر تسعة تسعة واحد', 'اتنين تلاتة اربعة خمسة ستة سبعة')
    expect(replies[1]?.text).toBe(says.phone_incomplete.ar.display)
    expect(replies[2]?.text).toBe('رقمكم 0991 234 567، هل هذا صحيح؟')
    expect(talk('رقمي 09912')[0]?.text).toBe(says.phone_incomplete.ar.display)
    expect(talk('do you sell cars?', '5551234')[1]?.text).toBe(says.phone_incomplete.en.display)
  })

  it('notes the name and answers what was asked with it', () => {
    expect(talk('اسمي عبد الرحمن وبدي اعرف ساعات الدوام')[0]?.text).toBe(
      `أهلاً عبد الرحمن، تشرفنا بكم. ${answer('hours')} ${says.ask_phone.ar.display}`,
    )
  })
})

describe('reading back', () => {
  it('shows a number in groups and says it digit by digit, in the language of the call', () => {
    const [arabic] = talk('رقمي 0991234567')[0]?.reply.sentences ?? []
    expect(arabic?.spoken).toContain('صِفْر، تِسْعَة، تِسْعَة، وَاحِد، اِثْنَان، ثَلَاثَة، أَرْبَعَة، خَمْسَة، سِتَّة، سَبْعَة')
    const [english] = talk('my number is +44 7911 123456')[0]?.reply.sentences ?? []
    expect(english?.spoken).toContain('plus، four، four، seven، nine، one، one، one، two'.replaceAll('،', ','))
    expect(english?.display).toBe('Your number is +44 7911 123 456, is that right?')
    const [american] = talk('my number is +1 415 555 2671')[0]?.reply.sentences ?? []
    expect(american?.display).toBe('Your number is +1 415 555 2671, is that right?')
  })

  it('takes a yes, and then confirms the name', () => {
    const replies = talk('اسمي أحمد محمد', 'رقمي 0991234567', 'نعم', 'ايه')
    expect(replies[2]?.text).toBe(`${says.confirmed.ar.display} واسمكم أحمد محمد، هل هذا صحيح؟`)
    expect(replies[3]?.text).toBe(`${says.confirmed.ar.display} ${says.anything_else.ar.display}`)
  })

  it.each([
    ['رقمي 0991234567', 'لا، آخره 68', 'رقمكم 0991 234 568، هل هذا صحيح؟'],
    ['my number is 0991234567', 'no, it ends with 68', 'Your number is 0991 234 568, is that right?'],
    ['رقمي 0991234567', 'لا رقمي 0944111222', 'رقمكم 0944 111 222، هل هذا صحيح؟'],
  ])('after «%s» takes the correction «%s»', (number, correction, expected) => {
    expect(talk(number, correction)[1]?.text).toBe(expected)
  })

  it('takes a no, and asks for the number again', () => {
    const replies = talk('my number is 0991234567', 'no', '0944 111 222', 'yes')
    expect(replies[1]?.text).toBe(says.say_phone_again.en.display)
    expect(replies[2]?.text).toContain('0944 111 222')
    expect(replies[3]?.text).toBe(`${says.confirmed.en.display} ${says.ask_name.en.display}`)
  })

  it('takes a corrected name, and confirms that', () => {
    const replies = talk('اسمي أحمد محمد', 'رقمي 0991234567', 'نعم', 'لا، أحمد محمود', 'نعم')
    expect(replies[3]?.text).toBe('واسمكم أحمد محمود، هل هذا صحيح؟')
    expect(replies[4]?.text).toContain(says.confirmed.ar.display)
  })

  it('asks only once when the caller goes on to something else', () => {
    const replies = talk('رقمي 0991234567', 'شو ساعات الدوام؟', 'وين مكانكم؟')
    expect(replies[1]?.text).toContain(answer('hours'))
    expect(replies.filter(({ text }) => text.includes('هل هذا صحيح'))).toHaveLength(1)
  })

  it('notes a number that is given with the goodbye', () => {
    expect(talk('رقمي 0991234567، مع السلامة')[0]).toMatchObject({
      text: `سجلت رقمكم 0991 234 567. ${says.goodbye.ar.display}`,
      endCall: true,
    })
  })

  it('reads numbers by the region it is told', () => {
    const reply = decideReply(persona, [], 'my number is 050 123 4567', { region: 'AE' })
    expect(replyText(reply)).toContain('0501 234 567')
  })
})

describe('a caller who wants a person', () => {
  it.each([
    'I want to speak to a real person please',
    'transfer me to a human',
    'بدي احكي مع موظف',
    'حولني لموظف لو سمحت',
  ])('is handed over, and told what happens if nobody comes: %s', (line) => {
    const [{ reply, text } = never()] = talk(line)
    expect(reply).toMatchObject({ handOver: true, endCall: false })
    expect(text).toContain(answer('colleague', reply.language))
  })

  it('is one who asks for nothing else', () => {
    expect(talk('what are your opening hours?')[0]?.reply.handOver).toBe(false)
  })
})

describe('what it does not know', () => {
  it('offers to call back and asks for the number once', () => {
    const replies = talk('ما هي عاصمة فرنسا؟', 'هل تبيعون سيارات؟', 'رقمي 0991234567', 'هل تبيعون طيارات؟')
    expect(replies[0]?.text).toBe(says.unknown_leave_phone.ar.display)
    expect(replies[1]?.text).toBe(says.unknown_again.ar.display)
    expect(replies[3]?.text).toContain('يعاود الاتصال بكم على الرقم 0991 234 567')
    expect(times(replies, 'ask_phone') + times(replies, 'unknown_leave_phone')).toBe(1)
  })

  it('in English too', () => {
    expect(talk('do you sell cars?')[0]?.text).toBe(says.unknown_leave_phone.en.display)
  })
})

describe('small talk', () => {
  it.each<[string, Saying]>([
    ['السلام عليكم', 'hello'],
    ['كيفك؟', 'how_are_you'],
    ['مين انت', 'who_are_you'],
    ['شكراً جزيلاً على المعلومات', 'thanks'],
    ['لا شكرا', 'thanks'],
    ['نعم', 'go_on'],
    ['good morning', 'hello'],
    ['how are you?', 'how_are_you'],
    ['are you a robot?', 'who_are_you'],
    ['thanks a lot', 'thanks'],
    ['ok', 'go_on'],
  ])('«%s» gets %s', (line, saying) => {
    const language = detectLanguage(line) ?? 'ar'
    expect(talk(line)[0]).toMatchObject({ text: says[saying][language].display, endCall: false })
  })

  it.each([
    'مع السلامة',
    'باي',
    'خلص شكرا الله معك',
    'يلا بخاطرك',
    "that's all, thank you",
    'ok bye',
    'goodbye Sara',
    'see you later',
  ])('«%s» ends the call', (line) => {
    expect(talk(line)[0]?.endCall).toBe(true)
  })

  it('a goodbye inside a question does not end the call; after an answer it does', () => {
    expect(talk('قبل ما قول مع السلامة بدي اسأل عن ساعات الدوام عندكم')[0]?.endCall).toBe(false)
    const last = talk('شو ساعات الدوام؟ شكرا مع السلامة')[0]
    expect(last).toMatchObject({ text: `${answer('hours')} ${says.goodbye.ar.display}`, endCall: true })
  })
})

describe('the language', () => {
  it('follows each turn of the caller', () => {
    const replies = talk('شو ساعات الدوام؟', 'where are you located?', 'كم سعر دورة IELTS؟')
    expect(replies.map(({ reply }) => reply.language)).toEqual(['ar', 'en', 'ar'])
    expect(replies.map(({ text }) => detectLanguage(text))).toEqual(['ar', 'en', 'ar'])
  })

  it.each(['بريدي sami@example.com', 'عندكم دورة Microsoft Excel Advanced؟', 'https://example.com/course كم سعرها؟'])(
    'is Arabic also beside an address and the name of a product: %s',
    (line) => {
      expect(talk(line)[0]?.reply.language).toBe('ar')
    },
  )

  it('stays where it was for a turn without letters', () => {
    expect(talk('hello', '😀😀')[1]?.text).toBe(says.unclear.en.display)
    expect(talk('؟؟؟')[0]?.text).toBe(says.unclear.ar.display)
    expect(decideReply(persona, [], '...', { language: 'en' }).language).toBe('en')
  })

  it('is never English to an Arabic turn', () => {
    const arabic = fc.array(fc.constantFrom(...'ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىؤئ ؟،'), {
      minLength: 1,
      maxLength: 80,
    })
    fc.assert(
      fc.property(arabic, (letters) => {
        const line = letters.join('')
        expect(detectLanguage(replyText(decideReply(persona, [], line, { language: 'ar' })))).toBe('ar')
      }),
    )
  })
})

describe('hostile input', () => {
  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['NUL', '\0\0'],
    ['a lone surrogate', '\ud83d'],
    ['regex bait', `my name is ${'a '.repeat(5_000)}`],
    ['digit bait', '0 - '.repeat(5_000)],
    ['1 MB of one letter', 'ا'.repeat(524_288)],
    ['1 MB of words', 'شو ساعات الدوام '.repeat(35_000)],
  ])('%s gets an answer within half a second', (_what, line) => {
    const { value, ms } = threadTime(() => decideReply(persona, [], line))
    expect(replyText(value).trim()).not.toBe('')
    expect(ms).toBeLessThan(500)
  })

  it('any text after any history gets a sentence', () => {
    const turn = fc.record({
      role: fc.constantFrom('user' as const, 'assistant' as const),
      text: fc.string({ unit: 'binary' }),
    })
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 5 }), fc.string({ unit: 'binary' }), (history, line) => {
        expect(decideReply(persona, history, line).sentences.length).toBeGreaterThan(0)
      }),
    )
  })
})
