import { constants } from 'node:fs'
import { access, lstat, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inspectJournals } from 'rawi/maintenance'
import type { Finding } from './doctor.ts'

/** Slower than this and a call's words wait noticeably long before they survive a power cut. */
const SLOW_SYNC_MS = 100

/** The state folder, its journals (`keyId` of the key that is set) and its quarantine; writes one small file to time the disk and removes it again. */
export async function folderFindings(home: string, keyId: string | undefined): Promise<Finding[]> {
  const missing = await lstat(home).then(() => undefined, codeOf)
  if (missing === 'ENOENT' && (await canBeMade(home))) {
    return [{ check: 'folder', state: 'note', finding: `${home} is not there yet`, next: 'The first call makes it.' }]
  }
  const next = 'Give this user write access to the folder, or choose another with RAWI_HOME.'
  if (missing !== undefined)
    return [{ check: 'folder', state: 'wrong', finding: `${home} cannot be made (${missing})`, next }]
  try {
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return [{ check: 'folder', state: 'wrong', finding: `${home} cannot be written`, next }]
  }
  return [
    await rightsFinding(home),
    await syncFinding(home),
    journalFinding(home, keyId),
    await quarantineFinding(home),
  ]
}

/** Whether the nearest folder above it that exists may be written. */
async function canBeMade(path: string): Promise<boolean> {
  const parent = dirname(path)
  const code = await access(parent, constants.W_OK | constants.X_OK).then(() => undefined, codeOf)
  if (code === 'ENOENT' && parent !== path) return canBeMade(parent)
  return code === undefined && (await lstat(parent)).isDirectory()
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

async function rightsFinding(home: string): Promise<Finding> {
  const mode = (await lstat(home)).mode & 0o777
  const open = (mode & 0o077) !== 0
  const finding = `${home}, mode 0${mode.toString(8)}`
  if (!open) return { check: 'folder', state: 'ok', finding }
  return { check: 'folder', state: 'note', finding: `${finding}: others may look in`, next: `chmod 700 ${home}` }
}

async function syncFinding(home: string): Promise<Finding> {
  const path = join(home, `.doctor-${process.pid}`)
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.write('rawi')
      const begun = performance.now()
      await file.sync()
      const took = performance.now() - begun
      const finding = `fsync takes ${took.toFixed(1)} ms`
      if (took < SLOW_SYNC_MS) return { check: 'disk', state: 'ok', finding }
      return { check: 'disk', state: 'note', finding, next: 'Put RAWI_HOME on a faster disk.' }
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = codeOf(error)
    return {
      check: 'disk',
      state: 'wrong',
      finding: `a file cannot be synced (${code})`,
      next: 'Free space on the disk, or mend it.',
    }
  } finally {
    await rm(path, { force: true })
  }
}

function journalFinding(home: string, keyId: string | undefined): Finding {
  let folders: ReturnType<typeof inspectJournals>
  try {
    folders = inspectJournals(join(home, 'journal'))
  } catch (error) {
    // The lock itself needs a little room.
    const finding = `the journals cannot be looked at (${codeOf(error)}: ${error instanceof Error ? error.message : ''})`
    return {
      check: 'journal',
      state: 'wrong',
      finding,
      next: 'Free space on the disk, or mend the folder’s rights; nothing in it is lost.',
    }
  }
  const left = folders.filter((folder) => folder.left)
  const bytes = folders.reduce((sum, folder) => sum + folder.bytes, 0)
  const finding = `${folders.filter((folder) => folder.held).length} in use, ${left.length} left by ended processes, ${(bytes / 1e6).toFixed(1)} MB`
  const locked = left.filter((folder) => folder.keyId !== undefined && folder.keyId !== (keyId ?? null))
  if (locked.length > 0) {
    const other = `${locked.length} of them written with another key: RAWI_JOURNAL_KEY_MISSING`
    const next = 'Set RAWI_JOURNAL_KEY to the key that wrote them, then run `rawi recover`.'
    return { check: 'journal', state: 'wrong', finding: `${finding}; ${other}`, next }
  }
  if (left.length === 0) return { check: 'journal', state: 'ok', finding }
  return { check: 'journal', state: 'note', finding, next: 'Run `rawi recover`, or let the next start do it.' }
}

async function quarantineFinding(home: string): Promise<Finding> {
  const folder = join(home, 'quarantine')
  let refused = 0
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.jsonl')) continue
    refused += (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '').length
  }
  if (refused === 0) return { check: 'quarantine', state: 'ok', finding: 'empty' }
  const next = `Look at the files in ${folder}: each line holds a message and why the database refused it.`
  return { check: 'quarantine', state: 'wrong', finding: `${refused} messages that the database refused`, next }
}
