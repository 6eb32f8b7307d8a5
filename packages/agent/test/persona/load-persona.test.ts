import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RawiError } from 'rawi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldedWords } from '../../src/brain/fold.ts'
import { loadPersona, PERSONA_MAX_BYTES, receptionPersona } from '../../src/persona/load-persona.ts'
import { samplePersonas } from '../../src/persona/persona-folder.ts'

const sample = readFileSync(receptionPersona, 'utf8')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rawi-persona-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The error that a persona of this text raises. */
function faultOf(text: string): RawiError {
  const path = join(folder, 'persona.yaml')
  writeFileSync(path, text)
  try {
    loadPersona(path)
  } catch (error) {
    if (error instanceof RawiError) return error
    throw error
  }
  throw new Error('the persona was accepted')
}

/** The 1-based line of the sample that starts with these words. */
function lineOf(start: string): number {
  return sample.split('\n').findIndex((line) => line.trimStart().startsWith(start)) + 1
}

describe.each(['reception', 'support'])('the sample persona %s', (name) => {
  const path = join(samplePersonas, `${name}.yaml`)
  const persona = loadPersona(path)

  it('is the one that stands in personas/ of the repository', () => {
    const standing = new URL(`../../../../personas/${name}.yaml`, import.meta.url)
    expect(readFileSync(standing, 'utf8')).toBe(readFileSync(path, 'utf8'))
  })

  it('speaks the words it shows: a spoken form differs in vowel signs only', () => {
    const sentences = [...Object.values(persona.says), ...persona.knowledge.map(({ answer }) => answer)]
    const spoken = sentences.flatMap(({ ar, en }) => [ar, en]).filter((sentence) => sentence.spoken !== undefined)
    expect(spoken.length).toBeGreaterThan(30)
    for (const { display, spoken: words = '' } of spoken) expect(foldedWords(words)).toEqual(foldedWords(display))
  })
})

it('a woman and a man come along, each with a face and a voice', () => {
  const [reception, support] = ['reception', 'support'].map((name) => loadPersona(join(samplePersonas, `${name}.yaml`)))
  expect(reception).toMatchObject({ avatar: { look: 'layla' }, voice: { gender: 'female' } })
  expect(support).toMatchObject({ avatar: { look: 'karim' }, voice: { gender: 'male' } })
})

describe('a persona file that cannot be used names the line to mend', () => {
  it.each([
    ['broken YAML', 'language: ar\nagent: { name: [\n', /^persona\.yaml: line \d+: not valid YAML/u],
    ['a key given twice', `${sample}\nlanguage: en\n`, /not valid YAML \(DUPLICATE_KEY\)/u],
    ['an empty file', '', /^persona\.yaml: line 1: the file:/u],
    ['a list where a map belongs', '- 1\n', /^persona\.yaml: line 1: the file:/u],
  ])('%s', (_what, text, message) => {
    const fault = faultOf(text)
    expect(fault.code).toBe('RAWI_PERSONA_INVALID')
    expect(fault.message).toMatch(message)
  })

  it('an unknown key, such as a misspelt one', () => {
    const line = lineOf('greeting:')
    expect(faultOf(sample.replace('  greeting:', '  greetings:')).message).toContain(
      `line ${line}: says: Unrecognized key`,
    )
  })

  it('a wrong language', () => {
    expect(faultOf(sample.replace('language: ar', 'language: fr')).message).toContain(
      `line ${lineOf('language:')}: language:`,
    )
  })

  it('a sentence that would swallow the name', () => {
    const fault = faultOf(sample.replace('en: Nice to meet you, {name}.', 'en: Nice to meet you.'))
    expect(fault.message).toBe(
      `persona.yaml: line ${lineOf('en: Nice to meet you')}: says.know_name.en: must contain {name}`,
    )
  })

  it('a language to begin with that is not spoken', () => {
    const fault = faultOf(sample.replace('language: ar', 'language: ar\nlanguages: [en]'))
    expect(fault.message).toBe(`persona.yaml: line ${lineOf('language: ar')}: language: must be one of languages`)
  })

  it('an id used twice', () => {
    const fault = faultOf(sample.replace('- id: holidays', '- id: hours'))
    expect(fault.message).toBe(`persona.yaml: line ${lineOf('- id: holidays')}: knowledge.1.id: is used twice`)
  })

  it('a missing language, at the sentence that lacks it', () => {
    const fault = faultOf(sample.replace('    en: Please go on, I am listening.\n', ''))
    expect(fault.message).toContain(`line ${lineOf('go_on:') + 1}: says.go_on.en:`)
  })

  it('many faults: the first five and how many more', () => {
    expect(faultOf('language: ar\nagent: {}\ncompany: {}\nsays: {}\nknowledge: []\n').message).toMatch(
      /; and \d+ more$/u,
    )
  })

  it('a file that is not there, a folder, a file too large, aliases that multiply', () => {
    expect(() => loadPersona(join(folder, 'none.yaml'))).toThrow('none.yaml: the file cannot be read (ENOENT)')
    expect(() => loadPersona(folder)).toThrow('the file cannot be read (EISDIR)')
    expect(faultOf(`# ${'x'.repeat(PERSONA_MAX_BYTES)}`).message).toContain('larger than')
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => pair.split(''))) {
      bomb.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`)
    }
    expect(faultOf(bomb.join('\n')).message).toMatch(/^persona\.yaml: line 6: .*used too often$/u)
    expect(faultOf(sample.replace('language: ar', 'language: *none')).message).toContain(
      `line ${lineOf('language: ar')}: an alias has no anchor`,
    )
  })
})
