import { describe, expect, it } from 'vitest'
import { looksLikePhone } from '../../src/command/phone-text.ts'

describe('what people type to search or erase', () => {
  it.each(['+963 991 234 567', '0991234567', '٠٩٩١٢٣٤٥٦٧', '(099) 123-4567', '4567'])(
    'is a phone number: %s',
    (text) => {
      expect(looksLikePhone(text)).toBe(true)
    },
  )

  it.each(['12', 'room-123', 'أحمد 0991234567', '01a20399-0b03-752e-8021-e7597ac30a89', '', '+++'])(
    'is no phone number: %s',
    (text) => {
      expect(looksLikePhone(text)).toBe(false)
    },
  )
})
