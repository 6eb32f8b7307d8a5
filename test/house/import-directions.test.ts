import { dirname, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, read, sources } from './sources.ts'

/** Who may import whom among the workspaces, by npm name. */
const WORKSPACES: Record<string, readonly string[]> = {
  rawi: [],
  agent: ['rawi'],
  server: ['rawi', '@rawi/agent', '@rawi/web'],
  web: ['@rawi/server', '@rawi/agent'],
}

/** Who may import whom among the rooms of `packages/rawi`; a room may always import itself. */
const ROOMS: Record<string, readonly string[]> = {
  conversation: [],
  journal: ['conversation'],
  store: ['conversation'],
  contacts: ['conversation'],
  livekit: ['conversation'],
  transfer: ['conversation', 'store'],
  compat: ['conversation', ''],
  // The files beside the rooms wire them together.
  '': ['conversation', 'journal', 'store', 'contacts', 'compat', 'livekit', 'transfer'],
}

/** One file that a room may import from another on top of that, and why. */
const EXCEPTIONS: Record<string, string> = {
  'store/embedded.ts → journal/process-lock.ts': 'one lock that the kernel releases, not two of them',
}

/** What a room sees of `conversation/`: its words, ports and bounds, never the recorder at work. */
const WORDS =
  /^conversation\/(bounds|clock|contact-listener|entry|errors|fact|input|journal-port|message|metadata|outcome|recorder-api|start-and-end|store-port)\.ts$/

describe('imports', () => {
  it('go from server to agent to rawi, never back', () => {
    const wrong = sources().flatMap((file) => {
      const workspace = file.split('/')[1] ?? ''
      const allowed = WORKSPACES[workspace]
      if (allowed === undefined) return [`${file}: packages/${workspace} has no place in the order`]
      return importsOf(file)
        .map((specifier) => /^(rawi|@rawi\/[a-z]+)(\/|$)/.exec(specifier)?.[1])
        .filter((name) => name !== undefined && !allowed.includes(name))
        .map((name) => `${file} → ${name}`)
    })
    expect(wrong).toEqual([])
  })

  it('cross from one workspace to another by name only', () => {
    const wrong = sources().flatMap((file) =>
      relativeImports(file)
        .filter((target) => !target.startsWith(`packages/${file.split('/')[1]}/src/`))
        .map((target) => `${file} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('follow the order of the rooms', () => {
    const wrong = roomImports()
      .filter(({ from, to }) => roomOf(from) !== roomOf(to))
      .filter(({ from, to }) => !ROOMS[roomOf(from)]?.includes(roomOf(to)))
      .map(({ from, to }) => `${from} → ${to}`)
      .filter((edge) => EXCEPTIONS[edge] === undefined)
    expect(wrong).toEqual([])
  })

  it('take only words, ports and bounds from conversation/', () => {
    const wrong = roomImports()
      .filter(({ from, to }) => roomOf(from) !== '' && roomOf(from) !== 'conversation' && roomOf(to) === 'conversation')
      .filter(({ to }) => !WORDS.test(to))
      .map(({ from, to }) => `${from} → ${to}`)
    expect(wrong).toEqual([])
  })

  it('need every exception that is made', () => {
    const edges = new Set(roomImports().map(({ from, to }) => `${from} → ${to}`))
    expect(Object.keys(EXCEPTIONS).filter((edge) => !edges.has(edge))).toEqual([])
  })

  it('never run in a circle', () => {
    expect(cycles(new Map(sources().map((file) => [file, valueImports(file)])))).toEqual([])
  })
})

function relativeImports(file: string): string[] {
  return importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.normalize(posix.join(dirname(file), specifier)))
}

/** Imports that exist when the code runs: types are erased and cannot run in a circle. */
function valueImports(file: string): string[] {
  const text = read(file)
  return [...text.matchAll(/^\s*(?:import|export)\s+(?!type\b)[^'"]*?\bfrom\s*['"](\.[^'"]+)['"]/gm)]
    .filter((match) => !/^\s*(?:import|export)\s*\{(?:\s*type [^,}]+,?)+\s*\}/.test(match[0]))
    .map((match) => posix.normalize(posix.join(dirname(file), match[1] ?? '')))
}

function roomImports(): { from: string; to: string }[] {
  const home = 'packages/rawi/src/'
  return sources()
    .filter((file) => file.startsWith(home))
    .flatMap((file) =>
      relativeImports(file).map((target) => ({ from: file.slice(home.length), to: target.slice(home.length) })),
    )
}

function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : ''
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]) => {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}
