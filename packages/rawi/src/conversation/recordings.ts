import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The sound of these conversations; whoever keeps sound in the state folder names it after the conversation. */
export async function removeRecordings(folder: string, conversations: ReadonlySet<string>): Promise<void> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found?.isDirectory()) return
  for (const id of conversations) {
    if (/^[0-9a-f-]{36}$/.test(id)) await rm(join(folder, `${id}.ogg`), { force: true })
  }
}
