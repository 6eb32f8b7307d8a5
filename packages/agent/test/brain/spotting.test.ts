import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstName, spotName } from '../../src/brain/spot-name.ts'
import { spotPhone } from '../../src/brain/spot-phone.ts'
import { readCaller } from '../../src/brain/understand.ts'

describe('a name', () => {
  it.each([
    ['اسمي أحمد محمد', 'أحمد محمد'],
    ['مرحبا، اسمي هو ليلى', 'ليلى'],
    ['معك أحمد', 'أحمد'],
    ['أنا اسمي سارة خليل ورقمي 0991234567', 'سارة خليل'],
    ['اسمي عبد الرحمن الحلبي وبدي اعرف', 'عبد الرحمن الحلبي'],
    ['my name is John Smith', 'John Smith'],
    ["My name's Anna-Maria O'Neil, hello", "Anna-Maria O'Neil"],
    ["I'm John and I need help", 'John'],
    ['this is Sara', 'Sara'],
  ])('is heard in «%s»', (turn, name) => {
    expect(readCaller(turn, { name: false, phone: false }).name).toBe(name)
  })

  it.each([
    'ما بدي اعطي اسمي الآن',
    'my name is not important',
    "I'm looking for a course",
    'this is great',
    'أنا طالب',
    'أحمد',
    'I am',
  ])('is not heard in «%s»', (turn) => {
    expect(spotName(turn, false)).toBeUndefined()
  })

  it.each([
    ['أحمد', 'أحمد'],
    ['أنا أحمد محمد', 'أحمد محمد'],
    ['John Smith.', 'John Smith'],
    ['لا', undefined],
    ['شكرا', undefined],
    ['مع السلامة', undefined],
    ['ليش بدك اسمي يا ست سارة', undefined],
    ['no thanks', undefined],
  ])('right after it was asked for, «%s» gives %s', (turn, name) => {
    expect(readCaller(turn, { name: true, phone: false }).name).toBe(name)
  })

  it('is shortened to what people are called by', () => {
    expect(firstName('أحمد محمد')).toBe('أحمد')
    expect(firstName('عبد الرحمن الحلبي')).toBe('عبد الرحمن')
  })
})

describe('a number', () => {
  it.each([
    ['رقمي 0991234567', '0991234567'],
    ['رقمي ٠٩٩١٢٣٤٥٦٧', '0991234567'],
    ['+963991234567', '+963991234567'],
    ['هاتفي ‪+963 991 234 567‬', '+963991234567'],
    ['call me on 00963-991-234-567 please', '00963991234567'],
    ['my number is 5551234', '5551234'],
    ['لا، مو 0991234560، رقمي 0991234567', '0991234567'],
  ])('is heard in «%s»', (turn, phone) => {
    expect(spotPhone(turn, false)?.phone).toBe(phone)
  })

  it.each(['عندي 250000 ليرة', 'from 2024 to 2025', 'عمري 25', '1500000', `${'1'.repeat(40)}`, 'a0991234567b'])(
    'is not heard in «%s»',
    (turn) => {
      expect(spotPhone(turn, false)).toBeUndefined()
    },
  )
})

it('any text is read without a fault, and what is left is never longer', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint16Array().map((units) => String.fromCharCode(...units)),
  )
  fc.assert(
    fc.property(text, fc.boolean(), (turn, asked) => {
      expect(readCaller(turn, { name: asked, phone: asked }).rest.length).toBeLessThanOrEqual(turn.length + 2)
    }),
  )
})
