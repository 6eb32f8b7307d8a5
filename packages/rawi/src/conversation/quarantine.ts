import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { Message } from './message.ts'

/** A message that the database refused, kept for a person to look at. */
export interface QuarantinedMessage {
  readonly conversation: string
  readonly reason: string
  readonly message: Message
}

/** Appends refused messages to the day's file in `quarantine/`, mode 0600, safe from power loss when it resolves. */
export async function quarantine(folder: string, clock: Clock, refused: readonly QuarantinedMessage[]): Promise<void> {
  if (refused.length === 0) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `quarantine_${new Date(clock.now()).toISOString().slice(0, 10)}.jsonl`)
  const file = await open(path, 'a', 0o600)
  try {
    await file.chmod(0o600)
    await file.appendFile(refused.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Takes the lines of erased conversations out of every quarantine file. */
export async function releaseFromQuarantine(folder: string, conversations: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
    const left = lines.filter((line) => !conversations.has(conversationOf(line)))
    if (left.length === lines.length) continue
    if (left.length === 0) {
      await rm(path)
      continue
    }
    const draft = `${path}.tmp`
    const file = await open(draft, 'w', 0o600)
    await file.writeFile(`${left.join('\n')}\n`)
    await file.sync()
    await file.close()
    await chmod(draft, 0o600)
    await rename(draft, path)
  }
}

/** Whose line it is; a line that a full disk cut short belongs to nobody. */
function conversationOf(line: string): string {
  try {
    return (JSON.parse(line) as QuarantinedMessage).conversation
  } catch {
    return ''
  }
}
