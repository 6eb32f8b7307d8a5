import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How commands on this machine find the server that holds a state folder, and are let in. */
export interface ServerFile {
  readonly url: string
  readonly secret: string
  readonly pid: number
}

const pathOf = (home: string) => join(home, 'server.json')

/** Written whole or not at all, for this user only. */
export function writeServerFile(home: string, file: ServerFile): void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const fresh = `${pathOf(home)}.${process.pid}`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, JSON.stringify(file), { mode: 0o600, flag: 'wx' })
  renameSync(fresh, pathOf(home))
}

export function readServerFile(home: string): ServerFile | undefined {
  try {
    const { url, secret, pid } = JSON.parse(readFileSync(pathOf(home), 'utf8')) as ServerFile
    return { url: String(url), secret: String(secret), pid: Number(pid) }
  } catch {
    return undefined
  }
}

/** Removes it unless another server has written its own since. */
export function removeServerFile(home: string, { secret }: ServerFile): void {
  if (readServerFile(home)?.secret === secret) rmSync(pathOf(home), { force: true })
}
