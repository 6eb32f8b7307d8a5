import { describe, expect, it } from 'vitest'
import { findKnowledge } from '../../src/brain/knowledge.ts'
import { understand } from '../../src/brain/understand.ts'
import { loadPersona, receptionPersona } from '../../src/persona/load-persona.ts'

const persona = loadPersona(receptionPersona)

/** Which entries answer a turn. */
function answering(turn: string): string {
  const { words } = understand(turn, turn)
  return findKnowledge(persona, words)
    .map(({ id }) => id)
    .join(' + ')
}

describe('questions find their answer', () => {
  it.each([
    ['شو ساعات الدوام؟', 'hours'],
    ['ما هي ساعات الدوام', 'hours'],
    ['ايمت بتفتحوا؟', 'hours'],
    ['لأي ساعة فاتحين؟', 'hours'],
    ['سَاعَاتُ الدَّوَامِ', 'hours'],
    ['ســـاعات الـــدوام', 'hours'],
    ['وين مكانكم', 'location'],
    ['وين موقعكم بالضبط؟', 'location'],
    ['وين أنتم', 'location'],
    ['ما هو عنوانكم', 'location'],
    ['كم سعر دورة الحاسوب؟', 'computer'],
    ['قديش سعر كورس الانكليزي', 'english'],
    ['سعر دورة IELTS لو سمحت', 'ielts'],
    ['وبكم دورة المحاسبه؟', 'accounting'],
    ['كم الأسعار؟', 'prices'],
    ['بكم الدورة؟', 'prices'],
    ['هل السعر غالي؟', 'prices'],
    ['في عندكم تدريبات؟', 'courses'],
    ['استفسار عن التدريبات', 'courses'],
    ['مرحبا، بدي اعرف عن الدورات يلي عندكم', 'courses'],
    ['كيف بقدر سجل؟', 'registration'],
    ['هل تعطون شهادات؟', 'certificate'],
    ['الشهادة معتمدة؟', 'certificate'],
    ['في دورات أونلاين؟', 'online'],
    ['هل يمكن الدفع بالتقسيط', 'payment'],
    ['في حسم للطلاب؟', 'discounts'],
    ['متى تبدأ الدورة القادمة؟', 'start-dates'],
    ['عندكم دورات للأطفال؟ ابني عمره عشر سنين', 'children'],
    ['شو رقمكم؟', 'contact'],
    ['وما هي خدماتكم؟', 'services'],
    ['بدي احكي مع موظف', 'colleague'],
    ['بدي استرد المصاري', 'refund'],
    ['شو ساعات الدوام ووين مكانكم؟', 'hours + location'],
    ['what are your opening hours', 'hours'],
    ['when do you open?', 'hours'],
    ['are you open on Friday?', 'holidays'],
    ['where are you located?', 'location'],
    ['how much does it cost', 'prices'],
    ['how much is the computer course?', 'computer'],
    ['do you have trainings?', 'courses'],
    ["I'm interested in accounting", 'accounting'],
    ['how do I register?', 'registration'],
    ['do you give certificates?', 'certificate'],
    ['can I pay in installments?', 'payment'],
    ['what is your phone number?', 'contact'],
    ["hi, I'd like to know about your services", 'services'],
    ['opning hours please', 'hours'],
  ])('%s → %s', (turn, entry) => {
    expect(answering(turn)).toBe(entry)
  })
})

describe('what the persona does not know finds nothing', () => {
  it.each([
    'ما هي عاصمة فرنسا؟',
    'وين أقرب مطعم؟',
    'هل تبيعون سيارات؟',
    'كيف الطقس بكرا',
    'what is the capital of France?',
    'do you sell cars?',
    'مرحبا',
    'شكرا',
    'ok',
    '😀',
    '',
  ])('%s', (turn) => {
    expect(answering(turn)).toBe('')
  })
})

it('of the ways to ask that the persona lists, at least 97 in 100 find their entry', () => {
  const ways = persona.knowledge.flatMap(({ id, asked }) => [...asked.ar, ...asked.en].map((way) => ({ id, way })))
  const lost = ways.filter(({ id, way }) => !answering(way).split(' + ').includes(id))
  expect(ways.length).toBeGreaterThan(300)
  expect(lost.length / ways.length).toBeLessThanOrEqual(0.03)
})
