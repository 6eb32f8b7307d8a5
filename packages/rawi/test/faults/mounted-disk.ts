import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A real file system of its own size, which only root can mount. */
export interface MountedDisk {
  readonly path: string
  /** Mounts it anew with these options, such as `ro` or `size=64m`. */
  remount(options: string): void
  unmount(): void
}

/** Mounts one at this path, or says why it cannot be. */
export function mountDisk(options: string, path: string): MountedDisk | { readonly reason: string } {
  mkdirSync(path, { recursive: true })
  const mount = (how: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', how, 'tmpfs', path], { stdio: 'pipe' })
  try {
    mount(`${options},mode=0700`)
  } catch (error) {
    return { reason: `no file system can be mounted: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}` }
  }
  return {
    path,
    remount: (how) => void mount(`remount,${how}`),
    unmount: () => void execFileSync('umount', ['-l', path]),
  }
}
