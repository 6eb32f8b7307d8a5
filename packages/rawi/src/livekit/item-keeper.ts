import type { MessageInput } from '../conversation/message.ts'

/** Where a session is kept: a `Conversation`, or anything that takes its messages and its end. */
export interface SessionRecord<Result> {
  addMessage(input: MessageInput): unknown
  /** Without it nothing is kept before it is final. */
  reviseMessage?(seq: number, change: Partial<Omit<MessageInput, 'role'>>): unknown
  end(options: import('../conversation/recorder-api.ts').EndOptions): Promise<Result>
}

/** A message that stands already and may still change. */
export interface Draft {
  readonly seq: number
  /** UTF-16 units of what was last written of it. */
  written: number
}

/** Every revision is journaled whole: a text longer than this is written again only when it has grown by a twentieth. */
const SHORT_UNITS = 2_000
const GROWTH = 1.05

/** Keeps each item once; a record that refuses breaks nothing, and is asked again at the end. */
export interface ItemKeeper {
  /** Keeps words that are not final; undefined where the record cannot revise or refuses. */
  draft(input: MessageInput): Draft | undefined
  rewrite(draft: Draft, change: Partial<Omit<MessageInput, 'role'>> & { content: string }): void
  /** Keeps an item, in the place of its draft where there is one; an item that is kept already is passed over. */
  keep(id: string, input: MessageInput | undefined, draft?: Draft): void
  has(id: string): boolean
  /** Offers once more what the record refused; how many items it still refuses. */
  retry(): number
}

export function itemKeeper(record: SessionRecord<unknown>): ItemKeeper {
  const kept = new Set<string>()
  const refused = new Map<string, { input: MessageInput; draft: Draft | undefined }>()

  function store(id: string, input: MessageInput, draft: Draft | undefined): void {
    kept.add(id)
    try {
      const { role, timestamp, ...change } = input
      if (draft) record.reviseMessage?.(draft.seq, change)
      else record.addMessage(input)
      refused.delete(id)
    } catch {
      refused.set(id, { input, draft })
    }
  }

  return {
    draft(input) {
      if (!record.reviseMessage) return undefined
      try {
        const message = record.addMessage({ ...input, provisional: true })
        return isNumbered(message) ? { seq: message.seq, written: input.content.length } : undefined
      } catch {
        return undefined
      }
    },
    rewrite(draft, change) {
      const { length } = change.content
      if (length > SHORT_UNITS && length < draft.written * GROWTH) return
      try {
        draft.written = length
        record.reviseMessage?.(draft.seq, change)
      } catch {
        // The next words or the final item bring it up to date.
      }
    },
    keep(id, input, draft) {
      if (input !== undefined && !kept.has(id)) store(id, input, draft)
    },
    has: (id) => kept.has(id),
    retry() {
      for (const [id, { input, draft }] of [...refused]) store(id, input, draft)
      return refused.size
    },
  }
}

function isNumbered(message: unknown): message is { seq: number } {
  return typeof message === 'object' && message !== null && 'seq' in message && typeof message.seq === 'number'
}
