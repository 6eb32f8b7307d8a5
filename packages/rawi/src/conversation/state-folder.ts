import { access, chmod, constants, lstat, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RawiError } from './errors.ts'

/** Where a recorder keeps its files. Not `/tmp`: it is readable by others, swept by the system and often not on disk. */
export interface StateFolders {
  readonly root: string
  readonly database: string
  readonly journal: string
  readonly transcripts: string
  readonly quarantine: string
  /** Made by whoever keeps sound. */
  readonly recordings: string
}

/** Makes the state folder, mode 0700 whatever the umask. @throws RawiError RAWI_STATE_DIR_UNWRITABLE */
export async function openStateFolder(root: string): Promise<StateFolders> {
  const folders = {
    root,
    database: join(root, 'db'),
    journal: join(root, 'journal'),
    transcripts: join(root, 'transcripts'),
    quarantine: join(root, 'quarantine'),
    recordings: join(root, 'recordings'),
  }
  try {
    await mkdir(dirname(root), { recursive: true })
    // The state folder itself may be a link to another disk; what is inside it may not.
    await mkdir(root, { mode: 0o700 }).catch(unlessExists)
    if (((await stat(root)).mode & 0o777) !== 0o700) await chmod(root, 0o700)
    for (const folder of [folders.journal, folders.transcripts, folders.quarantine]) await openFolder(folder)
  } catch (error) {
    if (error instanceof RawiError) throw error
    const { code = 'unknown', path = root } = error as NodeJS.ErrnoException
    throw new RawiError('RAWI_STATE_DIR_UNWRITABLE', `The state folder cannot be used: ${code} at ${path}.`, {
      cause: error,
    })
  }
  return folders
}

/** A folder of our own: a symbolic link in its place could lead the words of callers anywhere. */
async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(unlessExists)
  const found = await lstat(folder)
  if (!found.isDirectory()) throw new RawiError('RAWI_STATE_DIR_UNWRITABLE', `${folder} is not a folder of its own.`)
  if ((found.mode & 0o777) !== 0o700) await chmod(folder, 0o700)
  // Somebody else's folder would be noticed only when a call ends, or when the database refuses a message.
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

function unlessExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
