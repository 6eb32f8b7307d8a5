import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type MountedDisk, mountDisk } from './mounted-disk.ts'

/** Mounts a file system of its own at a path of its own or at the given one; gone after the test. */
export function ownDisk(options: string, at?: string): MountedDisk | { readonly reason: string } {
  const path = at ?? mkdtempSync(join(tmpdir(), 'rawi-disk-'))
  const disk = mountDisk(options, path)
  const remove = (): void => {
    if (at === undefined) rmSync(path, { recursive: true, force: true })
  }
  if ('reason' in disk) {
    remove()
    return disk
  }
  onTestFinished(() => {
    disk.unmount()
    remove()
  })
  return disk
}
