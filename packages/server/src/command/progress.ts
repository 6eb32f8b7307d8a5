/** One line on standard error that changes in its place while a long command runs; nothing where no person watches. */
export interface Progress {
  show(text: string): void
  /** Takes the line away, before anything else is printed and at the end. */
  clear(): void
}

/** What of a stream the progress needs: `process.stderr`, or a stand-in. */
export interface ProgressStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const EVERY_MS = 100
const CLEAR_LINE = '\r\u001b[2K'

export function progressOn(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  let shownAt = Number.NEGATIVE_INFINITY
  let shown = false
  return {
    show(text) {
      if (!stream.isTTY || now() - shownAt < EVERY_MS) return
      shownAt = now()
      shown = true
      stream.write(`${CLEAR_LINE}${text}`)
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE)
      shown = false
    },
  }
}
