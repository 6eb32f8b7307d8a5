import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { RawiError } from 'rawi'
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type Persona, personaSchema } from './persona.ts'

/** Bytes of a persona file; a larger one is refused. */
export const PERSONA_MAX_BYTES = 1_048_576
/** Faults named in one error; the rest shows once these are mended. */
const FAULTS_SHOWN = 5

/** The sample persona that comes with this package. */
export const receptionPersona: string = fileURLToPath(new URL('../../personas/reception.yaml', import.meta.url))

/**
 * Reads and checks a persona file (YAML 1.2, at most 1 MiB); an error names the lines to mend.
 * @throws RawiError RAWI_PERSONA_INVALID
 * @example
 * const persona = loadPersona(receptionPersona)
 */
export function loadPersona(path: string): Persona {
  const lines = new LineCounter()
  const document = parseDocument(readBounded(path), { lineCounter: lines })
  const { errors } = document
  if (errors.length > 0) {
    throw invalid(errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: not valid YAML (${error.code})`))
  }
  const parsed = personaSchema.safeParse(plainValue(document))
  if (parsed.success) return parsed.data
  throw invalid(
    parsed.error.issues.map((issue) => {
      const where = issue.path.join('.') || 'the file'
      return `line ${lines.linePos(offsetOf(document, issue)).line}: ${where}: ${issue.message}`
    }),
  )
}

function readBounded(path: string): string {
  try {
    if (statSync(path).size > PERSONA_MAX_BYTES) throw invalid([`the file is larger than ${PERSONA_MAX_BYTES} bytes`])
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof RawiError) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw invalid([`the file cannot be read (${reason})`], { cause: error })
  }
}

/** Aliases that multiply without end are refused by the parser here, not while reading. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS()
  } catch (error) {
    throw invalid(['an alias has no anchor or is used too often'], { cause: error })
  }
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

function invalid(faults: readonly string[], options?: ErrorOptions): RawiError {
  const hidden = faults.length - FAULTS_SHOWN
  const shown = faults.slice(0, FAULTS_SHOWN).join('; ')
  return new RawiError('RAWI_PERSONA_INVALID', hidden > 0 ? `${shown}; and ${hidden} more` : shown, options)
}
