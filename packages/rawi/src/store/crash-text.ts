/** ENOSPC as Emscripten counts, in whose file system the embedded database lives. */
const EMSCRIPTEN_ENOSPC = 51

/** Why the embedded database stopped: its file system throws objects that are no errors. */
export function crashText(error: unknown): string {
  const { errno, code, message } = (error ?? {}) as { errno?: unknown; code?: unknown; message?: unknown }
  if (errno === EMSCRIPTEN_ENOSPC || code === 'ENOSPC') return 'the disk is full (ENOSPC)'
  if (typeof message === 'string' && message !== '') return message
  return typeof errno === 'number' ? `its disk refused (errno ${errno})` : String(error)
}
