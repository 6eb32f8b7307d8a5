import * as fs from 'node:fs'

/** The calls that can fail when a disk is full or broken, so that tests can make exactly one of them fail. */
export interface Disk {
  mkdirSync(path: string, options: { recursive: true; mode: number }): unknown
  openSync(path: string, flags: string, mode: number): number
  /** May write less than asked: the journal checks the count. */
  writeSync(fd: number, buffer: Buffer, offset: number, length: number): number
  ftruncateSync(fd: number, length: number): void
  closeSync(fd: number): void
  unlinkSync(path: string): void
  fdatasync(fd: number, done: (error: NodeJS.ErrnoException | null) => void): void
  fsync(fd: number, done: (error: NodeJS.ErrnoException | null) => void): void
}

/** The machine's own disk. */
export const nodeDisk: Disk = fs

/** Folders and files of a journal are for its own user only, whatever the umask. */
export const FOLDER_MODE = 0o700
export const FILE_MODE = 0o600

export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return code ?? 'unknown error'
}

/** Whether the operating system or SQLite refused something; anything else is a defect of ours. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'
}

const SQLITE_FULL = 13

/** Whether the disk, or SQLite of it, said that it has no room: full, or the user's quota is used up. */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT' || (error as { errcode?: number } | undefined)?.errcode === SQLITE_FULL
}

/** A write that took less than asked, twice: a full disk says it this way when a part still fits. */
export function shortWrite(): Error {
  return Object.assign(new Error('The disk took only a part'), { code: 'ENOSPC' })
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}
