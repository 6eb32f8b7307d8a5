import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RawiError } from 'rawi'
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { type Persona, personaSchema } from './persona.ts'

/** Bytes of a persona file; a larger one is refused. */
export const PERSONA_MAX_BYTES = 1_048_576
/** Faults named in one error; the rest shows once these are mended. */
const FAULTS_SHOWN = 5

/** The sample persona that comes with this package. */
export const receptionPersona: string = fileURLToPath(new URL('../../personas/reception.yaml', import.meta.url))

/**
 * Reads and checks a persona file (YAML 1.2, at most 1 MiB); an error names the file and the lines to mend.
 * @throws RawiError RAWI_PERSONA_INVALID
 * @example
 * const persona = loadPersona(receptionPersona)
 */
export function loadPersona(path: string): Persona {
  const lines = new LineCounter()
  const lineAt = (offset: number) => `line ${lines.linePos(offset).line}`
  const document = parseDocument(readBounded(path), { lineCounter: lines })
  const { errors } = document
  if (errors.length > 0)
    throw invalid(
      path,
      errors.map(({ pos, code }) => `${lineAt(pos[0])}: not valid YAML (${code})`),
    )
  let value: unknown
  try {
    value = document.toJS()
  } catch (error) {
    // Aliases that multiply without end are refused by the parser here, not while reading.
    const fault = `${lineAt(aliasOf(document))}: an alias has no anchor or is used too often`
    throw invalid(path, [fault], { cause: error })
  }
  const parsed = personaSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  throw invalid(
    path,
    issues.map((issue) => {
      const where = issue.path.join('.') || 'the file'
      return `${lineAt(offsetOf(document, issue))}: ${where}: ${issue.message}`
    }),
  )
}

function readBounded(path: string): string {
  try {
    if (statSync(path).size > PERSONA_MAX_BYTES)
      throw invalid(path, [`the file is larger than ${PERSONA_MAX_BYTES} bytes`])
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof RawiError) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw invalid(path, [`the file cannot be read (${reason})`], { cause: error })
  }
}

/** Where the alias stands that cannot be followed: one without an anchor, or the last of those that multiply. */
function aliasOf(document: Document): number {
  let offset = 0
  visit(document, {
    Alias(_, alias) {
      offset = alias.range?.[0] ?? offset
      return alias.resolve(document) ? undefined : visit.BREAK
    },
  })
  return offset
}

/** Where the fault stands: the misspelt key, the value, or, for a missing one, what should have held it. */
function offsetOf(document: Document, issue: z.core.$ZodIssue): number {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') {
    const holder = path.length > 0 ? document.getIn(path, true) : document.contents
    const pair = isMap(holder) ? holder.items.find(({ key }) => String(key) === issue.keys[0]) : undefined
    if (isPair(pair) && isNode(pair.key)) return pair.key.range?.[0] ?? 0
  }
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node)) return node.range?.[0] ?? 0
  }
  return 0
}

function invalid(path: string, faults: readonly string[], options?: ErrorOptions): RawiError {
  const hidden = faults.length - FAULTS_SHOWN
  const shown = faults.slice(0, FAULTS_SHOWN).join('; ')
  const told = `${basename(path)}: ${shown}${hidden > 0 ? `; and ${hidden} more` : ''}`
  return new RawiError('RAWI_PERSONA_INVALID', told, options)
}
