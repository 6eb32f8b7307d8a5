import { languagesOf } from './languages.ts'
import type { Language, Persona } from './persona.ts'

const NAMES: Readonly<Record<Language, string>> = { ar: 'Arabic', en: 'English' }

/** What a language model is told about its part; the offline brain needs none of it. */
export function instructionsFor(persona: Persona): string {
  const { agent, company, knowledge, asks } = persona
  return [
    `You are ${agent.name.en} (${agent.name.ar}), the ${agent.role.en} of ${company.name.en} (${company.name.ar}): ${agent.tone.en}.`,
    `Answer ${answerIn(persona)}, in one to three short sentences, and only from what follows.`,
    ...(asks.name ? ['Ask once for the name.'] : []),
    ...(asks.phone ? ['Ask once for the phone number.'] : []),
    'Read a number back digit by digit and ask whether it is right; take a correction and read it back again. Confirm the name too.',
    'If you do not know something, offer that a colleague calls back.',
    'Look a subject up with search_knowledge where that tool exists; note who is calling with note_contact; when the caller wants a person, say so and call hand_over.',
    'When the caller says goodbye, say goodbye and call end_call.',
    '',
    ...knowledge.map(({ id, answer }) => `${id}: ${answer.en.display} / ${answer.ar.display}`),
  ].join('\n')
}

function answerIn(persona: Persona): string {
  const [first, ...more] = languagesOf(persona).map((language) => NAMES[language])
  return more.length === 0
    ? `in ${first} only, whatever language the caller speaks`
    : 'in the language of the caller, Arabic or English'
}
