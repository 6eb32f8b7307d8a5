/** What a process that exits still does, synchronously, for each call it was recording. */
type LastWord = (exitCode: number) => void

const open = new Set<LastWord>()

/** Has `lastWord` called when the process exits before `forget`: LiveKit runs no callback on `process.exit` or a throw. */
export function rememberUntilExit(lastWord: LastWord): () => void {
  if (open.size === 0) process.on('exit', sayLastWords)
  open.add(lastWord)
  return () => {
    open.delete(lastWord)
    if (open.size === 0) process.off('exit', sayLastWords)
  }
}

function sayLastWords(exitCode: number): void {
  for (const lastWord of [...open]) lastWord(exitCode)
}
