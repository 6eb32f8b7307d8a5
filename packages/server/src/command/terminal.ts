import type { Readable, Writable } from 'node:stream'

/** A process's own three, or stand-ins. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
}

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  /** Standard output is a terminal, with a person before it. */
  readonly interactive: boolean
  /** Standard input is a terminal, so that a question can be answered. */
  readonly answers: boolean
  readonly colours: boolean
  /** For what reads or writes more than lines. */
  readonly streams: Streams
  print(line?: string): void
  warn(line: string): void
  /** Prints without ending the line: an answer follows. */
  ask(text: string): void
}

/** The terminal of these streams. A reader that goes away, as in `rawi list | head`, ends the printing without a word. */
export function openTerminal(streams: Streams, noColour: boolean): Terminal {
  const { stdin, stdout, stderr } = streams
  let gone = false
  const leave = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  }
  stdout.on('error', leave)
  stderr.on('error', leave)
  const interactive = stdout.isTTY === true
  return {
    interactive,
    answers: stdin.isTTY === true,
    colours: interactive && !noColour,
    streams,
    print(line = '') {
      if (!gone) stdout.write(`${line}\n`)
    },
    warn(line) {
      stderr.write(`${line}\n`)
    },
    ask(text) {
      if (!gone) stdout.write(text)
    },
  }
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const
export type Colour = keyof typeof CODES

/** The text in a colour, where the terminal has colours. */
export function paint(terminal: Pick<Terminal, 'colours'>, colour: Colour, text: string): string {
  return terminal.colours && text !== '' ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text
}
