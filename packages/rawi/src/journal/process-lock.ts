import { chmodSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { RawiError } from '../conversation/errors.ts'
import { codeOf, FILE_MODE } from './disk.ts'

/** A lock that the kernel releases when its process dies, however it dies. */
export interface Lock {
  release(): void
}

/** Who holds a lock, for messages only: the lock itself never depends on it. */
export interface LockHolder {
  readonly pid: number
  /** Program and script without arguments, which may carry secrets. */
  readonly command: string
}

const SQLITE_BUSY = 5

/**
 * Takes the lock at `path`, or returns `undefined` while another connection, in this process or any other, holds it.
 * The folder must exist; otherwise the error of the file system is thrown.
 * Never open the file at `path` by other means while it is held: POSIX drops all of a process's locks on a file
 * as soon as the process closes any descriptor of it (fcntl(2)).
 */
export function acquireLock(path: string): Lock | undefined {
  // Asked for and not imported: an older Node could not even load this library to say so.
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined
  if (!sqlite)
    throw new RawiError('RAWI_CONFIG_INVALID', `Rawi needs Node 24 or newer; this is Node ${process.versions.node}.`)
  createPrivately(path)
  const database = new sqlite.DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw error
  }
  tellHolder(path)
  let held = true
  return {
    release() {
      if (held) database.close()
      held = false
    },
  }
}

/** Who last took the lock at `path`, as far as that is known. */
export function lockHolder(path: string): LockHolder | undefined {
  try {
    const { pid, command } = JSON.parse(readFileSync(holderPath(path), 'utf8')) as LockHolder
    return { pid: Number(pid), command: String(command) }
  } catch {
    return undefined
  }
}

/** The lock file is made by us and not by SQLite, which would let the umask decide who may read it. */
function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', FILE_MODE))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Best effort: a full disk must not cost the lock. */
function tellHolder(path: string): void {
  const command = [process.execPath, process.argv[1] ?? ''].map((part) => basename(part)).join(' ')
  try {
    writeFileSync(holderPath(path), JSON.stringify({ pid: process.pid, command: command.trim() }), { mode: FILE_MODE })
    chmodSync(holderPath(path), FILE_MODE)
  } catch {}
}

function holderPath(path: string): string {
  return `${path}.holder`
}
