import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** What of emscripten's file system the patch touches. */
interface Stream {
  readonly nfd?: number
  readonly node: object
}
interface NodeFiles {
  readonly stream_ops: { fsync?: (stream: Stream) => number }
  realPath(node: object): string
}

interface PatchedModule {
  readonly NODEFS: NodeFiles
  readonly FS: { readonly ErrnoError: new (errno: number) => Error }
}

const IO_ERROR = 29

/** PGlite's files on disk with the `fsync` that it leaves out, counted. */
export class SyncedFiles extends NodeFS {
  syncs = 0

  override async init(...[database, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(database, options)
    const patch = (module: unknown) => this.#patch(module as PatchedModule)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), patch] } }
  }

  #patch({ NODEFS: files, FS: { ErrnoError } }: PatchedModule): void {
    files.stream_ops.fsync = (stream) => {
      try {
        // Folders are opened without a descriptor of their own.
        if (stream.nfd === undefined) syncPath(files.realPath(stream.node))
        else fsyncSync(stream.nfd)
      } catch {
        throw new ErrnoError(IO_ERROR)
      }
      this.syncs += 1
      return 0
    }
  }
}

/** Whether a commit really calls for the disk: PGlite on its own never does. */
export async function commitsReachDisk(database: PGlite, files: { readonly syncs: number }): Promise<boolean> {
  const before = files.syncs
  await database.query(`select pg_logical_emit_message(true, 'rawi', 'does this reach the disk?')`)
  return files.syncs > before
}

/** Puts a file or folder on the disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Puts everything below a folder on the disk: a first boot writes hundreds of files and syncs a handful. */
export function syncTree(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const kind = lstatSync(path)
    if (kind.isDirectory()) syncTree(path)
    else if (kind.isFile()) syncPath(path)
  }
  syncPath(folder)
}

const COMPLETE = 'complete'

/** The folder of the database's own files; one whose first boot did not finish is set aside, nothing is deleted. */
export function prepareData(directory: string): { readonly data: string; readonly fresh: boolean } {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const data = join(directory, 'data')
  const fresh = !existsSync(join(directory, COMPLETE))
  if (fresh && existsSync(data)) renameSync(data, join(directory, `unfinished-${Date.now()}`))
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return { data, fresh }
}

/** Says, durably, that the first boot is whole on the disk. */
export function markComplete(directory: string, data: string): void {
  syncTree(data)
  closeSync(openSync(join(directory, COMPLETE), 'wx', 0o600))
  syncPath(directory)
}
