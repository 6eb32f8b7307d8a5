import { createHash } from 'node:crypto'

/** What tells one request or message from another: the hash of its JSON. */
export function printOf(value: unknown): Buffer {
  return createHash('sha256').update(jsonOf(value)).digest()
}

/** JSON, or where it is too deep for the engine's own writer a text that differs as that would. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return flatOf(value)
    throw error
  }
}

/** Every value with the way to it closed behind it, without recursion. */
function flatOf(value: unknown): string {
  const parts: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (next instanceof Closing) parts.push(next.mark)
    else if (typeof next === 'object' && next !== null) {
      const list = Array.isArray(next)
      parts.push(list ? '[' : '{')
      open.push(new Closing(list ? ']' : '}'))
      for (const [key, child] of Object.entries(next)) open.push(child, new Closing(`${JSON.stringify(key)}:`))
    } else parts.push(`${JSON.stringify(next) ?? 'null'},`)
  }
  return parts.join('')
}

/** What is written when its turn comes. */
class Closing {
  readonly mark: string
  constructor(mark: string) {
    this.mark = mark
  }
}
