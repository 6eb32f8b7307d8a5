import type { Entry } from '../conversation/entry.ts'

interface Found {
  readonly ordinal: number
  readonly entry: Entry
}

/** Entries put into the order they were appended in, each once, without those of erased conversations. */
export interface Collection {
  add(entry: Entry, ordinal: number): void
  entries(): Entry[]
}

/** With `unsavedOnly`, what came before a conversation's final `saved` is let go as soon as that is seen. */
export function createCollection(unsavedOnly: boolean): Collection {
  const conversations = new Map<string, Found[]>()
  const erased = new Set<string>()
  const finals = new Map<string, number>()

  return {
    add(entry, ordinal) {
      const { conversation } = entry
      if (entry.kind === 'erased') {
        erased.add(conversation)
        conversations.delete(conversation)
        return
      }
      if (erased.has(conversation)) return
      const found = conversations.get(conversation)
      if (unsavedOnly) {
        if (entry.kind === 'saved' && entry.final) {
          finals.set(conversation, Math.max(ordinal, finals.get(conversation) ?? 0))
          const later = found?.filter((other) => other.ordinal > ordinal) ?? []
          if (later.length > 0) conversations.set(conversation, later)
          else conversations.delete(conversation)
          return
        }
        if (ordinal < (finals.get(conversation) ?? -1)) return
      }
      if (found) found.push({ ordinal, entry })
      else conversations.set(conversation, [{ ordinal, entry }])
    },
    entries() {
      const all = [...conversations.values()].flat().sort((a, b) => a.ordinal - b.ordinal)
      return all.filter((found, index) => found.ordinal !== all[index - 1]?.ordinal).map((found) => found.entry)
    },
  }
}
