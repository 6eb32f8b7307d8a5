import { z } from 'zod'

const NAME_MAX = 200
const name = z.string().trim().min(1).max(NAME_MAX)
const address = z.url({ protocol: /^https?$/, error: 'must be an address such as https://api.openai.com/v1' })

/** A server that speaks OpenAI's API: theirs, another provider's, or one on this machine, which may need no key. */
const endpoint = { baseUrl: address, apiKey: z.string().min(1).max(4_096).optional(), model: name }

/** Another provider's own API: at its own address by default, and never without a key. */
const single = { baseUrl: address.optional(), apiKey: z.string().min(1).max(4_096) }
const provided = { ...single, model: name }
const openai = z.literal('openai').default('openai')
const temperature = z.number().min(0).max(2).optional()

/** What a call thinks, hears and speaks with; whoever reads the configuration hands it in. */
export const modelSettings = z.strictObject({
  /** Without it the offline brain answers from the persona's knowledge. */
  brain: z
    .discriminatedUnion('provider', [
      z.strictObject({ provider: openai, ...endpoint, temperature }),
      z.strictObject({ provider: z.enum(['google', 'mistral', 'xai']), ...provided, temperature }),
    ])
    .optional(),
  /** Without it callers type, or their browser recognises speech. */
  hearing: z
    .discriminatedUnion('provider', [
      z.strictObject({ provider: openai, ...endpoint }),
      z.strictObject({ provider: z.enum(['deepgram', 'elevenlabs', 'google', 'mistral']), ...provided }),
      z.strictObject({ provider: z.literal('xai'), ...single }),
    ])
    .optional(),
  voice: z
    .union([
      z.enum(['builtin', 'none']),
      z.discriminatedUnion('provider', [
        z.strictObject({ provider: openai, ...endpoint, voice: name }),
        z.strictObject({ provider: z.enum(['elevenlabs', 'google', 'mistral']), ...provided, voice: name }),
        z.strictObject({ provider: z.literal('xai'), ...single, voice: name }),
        z.strictObject({ provider: z.literal('deepgram'), ...provided }),
      ]),
    ])
    .default('builtin'),
})

export type ModelSettings = z.infer<typeof modelSettings>
export type ModelSettingsInput = z.input<typeof modelSettings>
