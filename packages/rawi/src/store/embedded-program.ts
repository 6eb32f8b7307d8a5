import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PGliteOptions } from '@electric-sql/pglite'

export type EmbeddedProgram = PGliteOptions['pgliteWasmModule']

// Node has it; its types come with those of browsers.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<NonNullable<EmbeddedProgram>> }

let compiled: Promise<EmbeddedProgram> | undefined

/** The database's program, compiled once for all its threads in this process: a second boot takes half as long. */
export function embeddedProgram(): Promise<EmbeddedProgram> {
  compiled ??= compile()
  return compiled
}

/** Undefined where the file lies elsewhere: then each thread finds and compiles its own. */
async function compile(): Promise<EmbeddedProgram> {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
    return await WebAssembly.compile(await readFile(join(folder, 'pglite.wasm')))
  } catch {
    return undefined
  }
}
