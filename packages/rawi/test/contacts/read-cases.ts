import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contact } from '../../src/contacts/index.ts'

export interface Expected {
  readonly name: string | null
  readonly phone_e164: string | null
  readonly email: string | null
}

export interface Case {
  readonly id: string
  readonly lang: string
  readonly default_region: string
  readonly turns: readonly { readonly role: 'agent' | 'user'; readonly text: string }[]
  readonly expect: Expected
  readonly accept?: { readonly name?: readonly string[]; readonly email?: readonly string[] }
  /** What is to be known after the first so many turns. */
  readonly checkpoints?: readonly (Expected & { readonly after_turn: number })[]
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** The calls that the rules were made with, and those they were not. */
export function readCases(): Record<'tune' | 'held', Case[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))
  const of = (prefix: string) =>
    files
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n'))
      .map((line) => JSON.parse(line) as Case)
  return { tune: of('tune-'), held: [...of('held-'), ...of('unseen-')] }
}

/** Whether a found value is the expected one; names as people read them, in any of their spellings. */
export function isRight(one: Case, field: keyof Contact, found: string | null): boolean {
  if (field === 'phone') return found === one.expect.phone_e164
  if (field === 'email') return found === one.expect.email || Boolean(one.accept?.email?.includes(found ?? ''))
  return [one.expect.name, ...(one.accept?.name ?? [])].some((name) => folded(name) === folded(found))
}

const LETTERS: Readonly<Record<string, string>> = { أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ة: 'ه', ؤ: 'و', ئ: 'ي' }

function folded(name: string | null): string | null {
  if (name === null) return null
  return name
    .replace(/[أإآٱىةؤئ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}\u0640ء]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(^| )(ابو|ام) /g, '$1$2')
    .replaceAll(/(?<=^| |ابو|ام)عبد /g, 'عبد')
    .trim()
    .toLowerCase()
}
