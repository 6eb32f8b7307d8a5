import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

type CopyFile = (from: string, to: string) => void

/** Where a closed database needs no whole copy, by the folder. */
const CHEAPER: Readonly<Record<string, CopyFile>> = {
  // template1 and template0: nobody connects to them, so nothing is ever written there.
  'data/base/1': linkOrCopy,
  'data/base/4': linkOrCopy,
  // Logs of 16 MB that hold next to nothing.
  'data/pg_wal': copySparsely,
}
const BLOCK = 65_536
const NOTHING = Buffer.alloc(BLOCK)

/** Copies the folder of a closed embedded database; the copy may be written to, killed and removed. */
export function copyDatabase(from: string, to: string): void {
  copyFolder(from, to, '')
}

function copyFolder(from: string, to: string, folder: string): void {
  const copyFile = CHEAPER[folder] ?? copyFileSync
  mkdirSync(join(to, folder), { recursive: true, mode: 0o700 })
  for (const entry of readdirSync(join(from, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) copyFolder(from, to, path)
    else copyFile(join(from, path), join(to, path))
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    // Another disk, or one without links.
    copyFileSync(from, to)
  }
}

function copySparsely(from: string, to: string): void {
  const bytes = readFileSync(from)
  const target = openSync(to, 'wx', 0o600)
  try {
    ftruncateSync(target, bytes.length)
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const block = bytes.subarray(at, at + BLOCK)
      if (!block.equals(NOTHING.subarray(0, block.length))) writeSync(target, block, 0, block.length, at)
    }
  } finally {
    closeSync(target)
  }
}
