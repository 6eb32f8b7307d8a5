import { expect, test } from 'vitest'
import { phoneRegion, toE164 } from '../../src/contacts/phone.ts'

test.each([
  ['0991234567', 'SY', '+963991234567'],
  ['٠٩٩١ ٢٣٤ ٥٦٧', 'SY', '+963991234567'],
  ['۰۹۹۱۲۳۴۵۶۷', 'SY', '+963991234567'],
  ['00963991234567', 'US', '+963991234567'],
  ['963991234567', 'AE', '+963991234567'],
  ['+963 (99) 123-45-67', 'EG', '+963991234567'],
  ['\u202a+963991234567\u202c', 'SY', '+963991234567'],
  ['050 123 4567', 'AE', '+971501234567'],
  ['01001234567', 'EG', '+201001234567'],
  ['+1 202 555 0143', 'SY', '+12025550143'],
])('%s dialled from %s is %s', (written, region, e164) => {
  expect(toE164(written, region)).toBe(e164)
})

test.each([
  '',
  'x',
  '12',
  '+',
  '0000000000',
  '099123456',
  '+963991234567 ext 5',
  '9'.repeat(1_000_000),
  '+963 99 12 34 56 7 8 9',
])('%.30s is no number that can be dialled', (written) => {
  expect(toE164(written, 'SY')).toBeUndefined()
})

test('a region that is no country is refused where it enters', () => {
  expect(() => phoneRegion('XX')).toThrow(expect.objectContaining({ code: 'RAWI_CONFIG_INVALID' }))
  expect(phoneRegion('SY').digits('٤٥-67')).toBe('4567')
})
