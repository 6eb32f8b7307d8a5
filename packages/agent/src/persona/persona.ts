import { z } from 'zod'

/** Characters of one sentence, and of one way to ask. */
const SENTENCE_MAX = 2_000
const ASKED_MAX = 200
/** Entries of knowledge, and ways to ask for one of them in one language. */
const KNOWLEDGE_MAX = 500
const WAYS_MAX = 50

const words = z.string().trim().min(1).max(SENTENCE_MAX)
const sentence = z.preprocess(
  (value) => (typeof value === 'string' ? { display: value } : value),
  z.strictObject({ display: words, spoken: words.optional() }),
)
const sentences = z.strictObject({ ar: sentence, en: sentence })
const names = z.strictObject({ ar: words, en: words })
const asked = z.array(z.string().trim().min(1).max(ASKED_MAX)).min(1).max(WAYS_MAX)

/** A sentence that takes a value: forgetting the placeholder would swallow what the caller said. */
function sentencesWith(placeholder: '{name}' | '{phone}') {
  const takes = sentence.refine(
    (value) => [value.display, value.spoken ?? placeholder].every((text) => text.includes(placeholder)),
    {
      message: `must contain ${placeholder}`,
    },
  )
  return z.strictObject({ ar: takes, en: takes })
}

/** The faces that come with the call page. */
export const LOOKS = ['layla', 'noor', 'sami', 'karim'] as const
export const LANGUAGES = ['ar', 'en'] as const
const NAME_MAX = 100

const voice = z.strictObject({
  gender: z.enum(['female', 'male']),
  /** Another provider's name of a voice. */
  name: z.string().trim().min(1).max(NAME_MAX).optional(),
  rate: z.number().min(0.5).max(2).optional(),
})

const personaShape = z.strictObject({
  language: z.enum(LANGUAGES),
  /** What it speaks; by default both. */
  languages: z.array(z.enum(LANGUAGES)).min(1).max(LANGUAGES.length).optional(),
  avatar: z.strictObject({ look: z.enum(LOOKS) }).default({ look: 'layla' }),
  voice: voice.default({ gender: 'female' }),
  /** What it asks the caller for; by default name and number. */
  asks: z.strictObject({ name: z.boolean(), phone: z.boolean() }).default({ name: true, phone: true }),
  agent: z.strictObject({
    name: names,
    tone: names,
    role: names.default({ ar: 'موظف الاستقبال', en: 'receptionist' }),
  }),
  company: z.strictObject({ name: names }),
  says: z.strictObject({
    greeting: sentences,
    hello: sentences,
    how_are_you: sentences,
    who_are_you: sentences,
    thanks: sentences,
    go_on: sentences,
    anything_else: sentences,
    ask_name: sentences,
    ask_phone: sentences,
    know_name: sentencesWith('{name}'),
    know_phone: sentencesWith('{phone}'),
    confirm_name: sentencesWith('{name}'),
    confirm_phone: sentencesWith('{phone}'),
    confirmed: sentences,
    phone_incomplete: sentences,
    say_phone_again: sentences,
    unknown_call_back: sentencesWith('{phone}'),
    unknown_leave_phone: sentences,
    unknown_again: sentences,
    unclear: sentences,
    failed: sentences,
    goodbye: sentences,
  }),
  knowledge: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -'),
        asked: z.strictObject({ ar: asked, en: asked }),
        answer: sentences,
        /** Whoever asks this wants a person: one is asked to join the call. */
        hand_over: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(KNOWLEDGE_MAX)
    .superRefine((entries, context) => {
      const seen = new Set<string>()
      for (const [index, { id }] of entries.entries()) {
        if (seen.has(id)) context.addIssue({ code: 'custom', message: 'is used twice', path: [index, 'id'] })
        seen.add(id)
      }
    }),
})

/** What a persona file must hold; unknown keys are refused so that a misspelt one is noticed. */
export const personaSchema = personaShape.refine(
  ({ language, languages = LANGUAGES }) => (languages as readonly string[]).includes(language),
  { message: 'must be one of languages', path: ['language'] },
)

/** Who the agent is, what it may say by itself, and what it knows, in Arabic and English. */
export type Persona = z.infer<typeof personaSchema>
/** The languages an agent speaks. */
export type Language = Persona['language']
/** What is shown and kept, and where it differs for a voice, how it is spoken (vocalised Arabic). */
export type Sentence = z.infer<typeof sentence>
export type Knowledge = Persona['knowledge'][number]
export type Saying = keyof Persona['says']
