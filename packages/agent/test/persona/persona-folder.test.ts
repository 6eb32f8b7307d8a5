import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawiError } from 'rawi'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { receptionPersona } from '../../src/persona/load-persona.ts'
import { openPersonas, type PersonaFolder, samplePersonas } from '../../src/persona/persona-folder.ts'

const sample = readFileSync(receptionPersona, 'utf8')
const renamed = (name: string) => sample.replace('en: Sara', `en: ${name}`)
let folder: string
let personas: PersonaFolder | undefined
let faults: RawiError[]
let changes: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rawi-personas-'))
  faults = []
  changes = []
  write('reception', sample)
})
afterEach(() => {
  personas?.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.yaml`), text)
}

function open(): PersonaFolder {
  personas = openPersonas({
    folder,
    onFault: (fault) => faults.push(fault),
    onChange: (ids) => changes.push(...ids),
  })
  return personas
}

describe('a folder of personas', () => {
  it('comes with the package', () => {
    personas = openPersonas({ folder: samplePersonas })
    expect(personas.all.map(({ id }) => id)).toEqual(['reception', 'support'])
    expect(personas.get()?.id).toBe('reception')
    expect(personas.get('support')?.persona.agent.name.en).toBe('Karim')
    expect(personas.get('nobody')).toBeUndefined()
  })

  it('that holds a broken file names the file and the line, and the others answer', () => {
    write('broken', sample.replace('language: ar', 'language: fr'))
    expect(open().all.map(({ id }) => id)).toEqual(['reception'])
    expect(faults.map(({ message }) => message)).toEqual([expect.stringMatching(/^broken\.yaml: line 6: language:/u)])
    expect(() => openPersonas({ folder })).toThrow(/^broken\.yaml: line 6: language:/u)
    unlinkSync(join(folder, 'reception.yaml'))
    expect(open).toThrow(/^broken\.yaml: line 6: language:/u)
  })

  it('that is empty, or is not there, is refused with a code', () => {
    unlinkSync(join(folder, 'reception.yaml'))
    expect(open).toThrow(expect.objectContaining({ code: 'RAWI_PERSONA_INVALID' }))
    expect(() => openPersonas({ folder: join(folder, 'none') })).toThrow(/cannot be read \(ENOENT\)/u)
  })

  it('is read again when a file changes; who took a persona before keeps it', async () => {
    const opened = open()
    const before = opened.get()
    write('reception', renamed('Huda'))
    await vi.waitUntil(() => changes.includes('reception'), 20_000)
    expect(opened.get()?.persona.agent.name.en).toBe('Huda')
    expect(before?.persona.agent.name.en).toBe('Sara')
  })

  it('keeps a persona whose file was broken, tells the line, and takes it once it is mended', async () => {
    const opened = open()
    write('reception', sample.replace('language: ar', 'language: fr'))
    await vi.waitUntil(() => faults.length > 0, 20_000)
    expect(faults[0]?.message).toMatch(/^reception\.yaml: line \d+: language:/u)
    expect(opened.get()?.persona.language).toBe('ar')
    write('reception', renamed('Huda'))
    await vi.waitUntil(() => opened.get()?.persona.agent.name.en === 'Huda', 20_000)
  })

  it('takes new files in and lets removed ones go', async () => {
    const opened = open()
    write('second', renamed('Rana'))
    await vi.waitUntil(() => opened.get('second') !== undefined, 20_000)
    unlinkSync(join(folder, 'second.yaml'))
    await vi.waitUntil(() => opened.get('second') === undefined, 20_000)
  })

  it('reads no file with another kind of name', () => {
    writeFileSync(join(folder, '..hidden.yaml'), 'no')
    writeFileSync(join(folder, 'notes.txt'), 'no')
    expect(open().all.map(({ id }) => id)).toEqual(['reception'])
  })
})
