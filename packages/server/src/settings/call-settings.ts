import { z } from 'zod'

/** Settings of the calls that people make at the call page. */
export const CALL_SETTINGS = {
  RAWI_CALLS: {
    key: 'calls',
    value: z.enum(['open', 'off'], 'must be open or off') as z.ZodType<'open' | 'off', string>,
    about: 'Whether anybody who reaches the server may call at /call; by default open.',
  },
  RAWI_CALLS_MAX: {
    key: 'callsMax',
    value: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 9999')
      .transform(Number)
      .refine((number) => number >= 1, 'must be a whole number from 1 to 9999'),
    about: 'Calls at once in one server; the next caller is told to come back. By default 100.',
  },
} as const
