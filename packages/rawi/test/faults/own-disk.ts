import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A real file system of its own size, which only root can mount. */
export interface OwnDisk {
  readonly path: string
  /** Mounts it anew with these options, such as `ro` or `size=64m`. */
  remount(options: string): void
}

/** Mounts one at a path of its own or at the given one; gone after the test. */
export function ownDisk(options: string, at?: string): OwnDisk | { readonly reason: string } {
  const path = at ?? mkdtempSync(join(tmpdir(), 'rawi-disk-'))
  if (at !== undefined) mkdirSync(at, { recursive: true })
  const mount = (how: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', how, 'tmpfs', path], { stdio: 'pipe' })
  try {
    mount(`${options},mode=0700`)
  } catch (error) {
    if (at === undefined) rmSync(path, { recursive: true, force: true })
    return { reason: `no file system can be mounted: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}` }
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', path])
    if (at === undefined) rmSync(path, { recursive: true, force: true })
  })
  return { path, remount: (how) => void mount(`remount,${how}`) }
}
