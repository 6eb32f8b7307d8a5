import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', 'coverage', '.rawi'])

/** Every file of the repository below a folder, as paths from its root with forward slashes. */
export function filesBelow(folder: string): string[] {
  const found: string[] = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...filesBelow(path))
    else if (entry.isFile()) found.push(relative('.', path).replaceAll('\\', '/'))
  }
  return found
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The TypeScript sources of all workspaces. */
export function sources(): string[] {
  return filesBelow('packages').filter((path) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path))
}

/** What a file imports or re-exports, types included, as written. */
export function importsOf(path: string): string[] {
  const text = read(path).replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const patterns = [
    /^\s*(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}
