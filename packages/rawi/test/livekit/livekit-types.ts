import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const dist = dirname(createRequire(import.meta.url).resolve('@livekit/agents'))

/** The names of a class's or interface's own fields in LiveKit's declarations: what a newer version adds stands there. */
export function fieldsOf(file: string, name: string): string[] {
  return membersOf(bodyOf(file, new RegExp(`(?:class|interface) ${name} \\{`)))
}

/** The values of an enumeration. */
export function valuesOf(file: string, name: string): string[] {
  return [...bodyOf(file, new RegExp(`enum ${name} \\{`)).matchAll(/= "([^"]+)"/g)].map((match) => match[1] ?? '')
}

/** The alternatives of a union. */
export function alternativesOf(file: string, name: string): string[] {
  const union = new RegExp(`type ${name} = ([^;]+);`).exec(declarations(file))?.[1]
  if (union === undefined) throw new Error(`${file} has no ${name}.`)
  return union.split('|').map((alternative) => alternative.trim())
}

function membersOf(body: string): string[] {
  const members = [...body.matchAll(/^ {4}(?:readonly )?(\w+)\??: /gm)].map((match) => match[1] ?? '')
  if (members.length === 0) throw new Error('These declarations are written in another way than before.')
  return members
}

/** From the opening brace to the closing one in the first column. */
function bodyOf(file: string, opening: RegExp): string {
  const text = declarations(file)
  const start = opening.exec(text)
  if (!start) throw new Error(`${file} has no ${opening.source}.`)
  const from = start.index + start[0].length
  return text.slice(from, text.indexOf('\n}', from))
}

function declarations(file: string): string {
  return readFileSync(join(dist, `${file}.d.ts`), 'utf8')
}
