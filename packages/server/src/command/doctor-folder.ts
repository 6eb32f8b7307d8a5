import { constants } from 'node:fs'
import { access, lstat, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inspectJournals } from 'rawi/maintenance'
import type { Finding } from './doctor.ts'

/** Slower than this and a call's words wait noticeably long before they survive a power cut. */
const SLOW_SYNC_MS = 100

/** The state folder, its journals and its quarantine; writes one small file to time the disk and removes it again. */
export async function folderFindings(home: string): Promise<Finding[]> {
  const found = await lstat(home).catch(() => undefined)
  if (found === undefined) {
    return [{ check: 'folder', state: 'note', finding: `${home} is not there yet`, next: 'The first call makes it.' }]
  }
  const next = 'Give this user write access to the folder, or choose another with RAWI_HOME.'
  try {
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return [{ check: 'folder', state: 'wrong', finding: `${home} cannot be written`, next }]
  }
  return [await rightsFinding(home), await syncFinding(home), journalFinding(home), await quarantineFinding(home)]
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
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

function journalFinding(home: string): Finding {
  const folders = inspectJournals(join(home, 'journal'))
  const left = folders.filter((folder) => folder.left)
  const bytes = folders.reduce((sum, folder) => sum + folder.bytes, 0)
  const finding = `${folders.filter((folder) => folder.held).length} in use, ${left.length} left by ended processes, ${(bytes / 1e6).toFixed(1)} MB`
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
