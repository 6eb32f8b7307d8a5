import { LANGUAGES, type Language, type Persona } from './persona.ts'

/** What a persona speaks: first the language it begins with. */
export function languagesOf(persona: Pick<Persona, 'language' | 'languages'>): Language[] {
  const { language } = persona
  const languages: readonly Language[] = persona.languages ?? LANGUAGES
  return [language, ...languages.filter((other) => other !== language)]
}

/** The first of these languages that a persona speaks, or the one it begins with. */
export function languageFor(
  persona: Pick<Persona, 'language' | 'languages'>,
  ...wanted: readonly (Language | undefined)[]
): Language {
  const spoken: readonly (Language | undefined)[] = languagesOf(persona)
  return wanted.find((each) => spoken.includes(each)) ?? persona.language
}
