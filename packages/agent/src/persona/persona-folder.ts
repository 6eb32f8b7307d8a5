import { type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RawiError } from 'rawi'
import { loadPersona } from './load-persona.ts'
import type { Persona } from './persona.ts'

/** Personas in one folder. */
export const PERSONAS_MAX = 100
/** Milliseconds a file must rest before it is read again: editors write in several steps. */
const SETTLED_MS = 150
const FILE = /^([a-z0-9][a-z0-9-]{0,63})\.ya?ml$/

/** The sample personas that come with this package. */
export const samplePersonas: string = fileURLToPath(new URL('../../personas', import.meta.url))

export interface NamedPersona {
  /** The name of its file. */
  readonly id: string
  readonly persona: Persona
}

export interface PersonaFolderOptions {
  readonly folder: string
  /** Who answers where nobody is asked for; by default `reception`, else the first by name. */
  readonly first?: string
  /** A file that cannot be used, at the start or when it was changed; the others, and what it was before, still hold. */
  readonly onFault?: (fault: RawiError) => void
  readonly onChange?: (ids: readonly string[]) => void
}

/** The personas of a folder, read again when a file changes; a running call keeps the one it began with. */
export interface PersonaFolder {
  get(id?: string): NamedPersona | undefined
  readonly all: readonly NamedPersona[]
  close(): void
}

/**
 * Reads every `*.yaml` of a folder and watches it.
 * @throws RawiError RAWI_PERSONA_INVALID with the name of the file and the line to mend, where no file can be used or nobody hears of faults
 * @example
 * const personas = openPersonas({ folder: samplePersonas })
 */
export function openPersonas({ folder, first = 'reception', onFault, onChange }: PersonaFolderOptions): PersonaFolder {
  let personas = readAll(folder, onFault)
  let texts = new Map(filesOf(folder).map((file) => [file, textOf(join(folder, file))]))
  let timer: NodeJS.Timeout | undefined

  function readAgain(): void {
    const files = quietly(() => filesOf(folder)) ?? []
    // An empty folder is one that is just being replaced.
    if (files.length === 0) return
    const next = new Map<string, Persona>()
    const read = new Map<string, string>()
    const changed: string[] = []
    for (const file of files) {
      const id = idOf(file)
      const known = personas.get(id)
      const text = textOf(join(folder, file))
      read.set(file, text)
      if (known && texts.get(file) === text) {
        next.set(id, known)
        continue
      }
      const persona = quietly(() => loadPersona(join(folder, file)))
      if (persona) changed.push(id)
      const held = persona ?? known
      if (held) next.set(id, held)
    }
    changed.push(...[...personas.keys()].filter((id) => !next.has(id)))
    if (next.size > 0) personas = next
    texts = read
    if (changed.length > 0) onChange?.(changed)
  }

  function quietly<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      if (error instanceof RawiError) onFault?.(error)
      return undefined
    }
  }

  const watcher = watchFolder(folder, () => {
    clearTimeout(timer)
    timer = setTimeout(readAgain, SETTLED_MS)
    timer.unref()
  })
  const named = ([id, persona]: [string, Persona]): NamedPersona => ({ id, persona })
  return {
    get(id) {
      const wanted = id ?? (personas.has(first) ? first : [...personas.keys()][0])
      const persona = wanted === undefined ? undefined : personas.get(wanted)
      return wanted !== undefined && persona ? { id: wanted, persona } : undefined
    },
    get all() {
      return [...personas].map(named)
    },
    close() {
      clearTimeout(timer)
      watcher?.close()
    },
  }
}

/** Where somebody is told of faults the other files still answer, as long as there is one. */
function readAll(folder: string, onFault: ((fault: RawiError) => void) | undefined): Map<string, Persona> {
  const personas = new Map<string, Persona>()
  const faults: RawiError[] = []
  for (const file of filesOf(folder)) {
    try {
      personas.set(idOf(file), loadPersona(join(folder, file)))
    } catch (error) {
      if (!(error instanceof RawiError) || !onFault) throw error
      faults.push(error)
    }
  }
  if (personas.size === 0) throw faults[0] ?? fault('the folder holds no persona (*.yaml)')
  for (const one of faults) onFault?.(one)
  return personas
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => FILE.test(file))
      .sort()
      .slice(0, PERSONAS_MAX)
  } catch (error) {
    throw fault(`the folder cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
}

function idOf(file: string): string {
  return FILE.exec(file)?.[1] ?? file
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Where a folder cannot be watched its personas stay as they are until the next start. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent)
    watcher.on('error', () => {})
    return watcher
  } catch {
    return undefined
  }
}

function fault(detail: string): RawiError {
  return new RawiError('RAWI_PERSONA_INVALID', detail)
}
