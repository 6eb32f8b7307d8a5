import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { RawiError } from 'rawi'

/** Where an export goes. */
export interface ExportTarget {
  write(text: string): Promise<void>
  /** Everything is written: a file appears under its name, and is on the disk. */
  finish(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** Standard output for `-`, else a new file. @throws RawiError RAWI_FILE_UNWRITABLE */
export async function openTarget(path: string, stdout: Writable): Promise<ExportTarget> {
  return path === '-' ? standardOutput(stdout) : newFile(path)
}

/** Whether writing failed because the reader went away. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

function standardOutput(stdout: Writable): ExportTarget {
  return {
    // Waits until the reader took it, so that memory stays flat behind a slow one.
    write: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error ? reject(error) : resolve()))
      }),
    finish: async () => {},
    discard: async () => {},
  }
}

/** Written beside its name and linked there when whole: what a crash leaves is never taken for a backup. */
async function newFile(path: string): Promise<ExportTarget> {
  if (existsSync(path)) unwritable({ code: 'EEXIST' })
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`
  const file = await open(draft, 'wx', 0o600).catch((error: unknown) => unwritable(error))
  const close = () => file.close().catch(() => {})
  try {
    await file.chmod(0o600)
  } catch (error) {
    await close()
    return unwritable(error)
  }
  return {
    async write(text) {
      await file.appendFile(text).catch((error: unknown) => unwritable(error))
    },
    async finish() {
      try {
        await file.sync()
        await file.close()
        // A link, unlike a rename, never replaces what stands there.
        await link(draft, path)
        await rm(draft)
        await syncFolder(dirname(path))
      } catch (error) {
        unwritable(error)
      }
    },
    async discard() {
      await close()
      await rm(draft, { force: true })
    },
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function unwritable(error: unknown): never {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  throw new RawiError('RAWI_FILE_UNWRITABLE', `The file cannot be written: ${code}.`, { cause: error })
}
