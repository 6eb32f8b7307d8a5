import type { Draft, ItemKeeper } from './item-keeper.ts'
import { lettersOf } from './letters.ts'

/** Milliseconds between two revisions of a turn that is being spoken: what a crash may cost of its words. */
const REVISE_EVERY_MS = 200

/** What the agent is saying, kept from its first sound on, until the session makes an item of it. */
export interface AgentTurn {
  /** Words begin to come for a speech; give each of them to what is returned. */
  segment(speech: string | undefined): (words: string) => void
  speaking(speaks: boolean): void
  /** A speech is over: words of it that no item will hold stay as they are. */
  done(speech: string, interrupted: boolean): void
  /** The item of this turn is there: in the place of which draft it belongs, and all that was generated for it. */
  take(text: string, interrupted: boolean): { draft: Draft | undefined; generated: string | undefined }
  settle(): void
}

interface Turn {
  readonly speech: string | undefined
  readonly startedAt: Date
  segments: string[]
  draft: Draft | undefined
}

export function agentTurn(keeper: ItemKeeper, languageOf: (text: string) => string | undefined): AgentTurn {
  let turn: Turn | undefined
  /** The turn before, kept as it was: a forced interruption ends a speech before its item comes. */
  let before: Turn | undefined
  let speaks = false
  let revisedAt = 0
  let timer: NodeJS.Timeout | undefined
  let turns = 0

  /** Words nobody has begun to hear are no turn yet. */
  function write(): void {
    clearTimeout(timer)
    timer = undefined
    const content = turn?.segments.join('') ?? ''
    if (!turn || content.trim() === '' || (!speaks && !turn.draft)) return
    revisedAt = performance.now()
    if (turn.draft) keeper.rewrite(turn.draft, { content, provisional: true })
    else turn.draft = keeper.draft({ role: 'assistant', content, timestamp: turn.startedAt })
  }

  function writeSoon(): void {
    const wait = revisedAt + REVISE_EVERY_MS - performance.now()
    if (wait <= 0) write()
    else timer ??= setTimeout(write, wait).unref()
  }

  function close(interrupted: boolean): void {
    clearTimeout(timer)
    timer = undefined
    const content = turn?.segments.join('') ?? ''
    if (turn?.draft && content.trim() !== '') {
      const language = languageOf(content)
      keeper.keep(
        `spoken-${turns++}`,
        {
          role: 'assistant',
          content,
          ...(interrupted && { interrupted }),
          ...(language !== undefined && { language }),
          metadata: { item: 'none' },
        },
        turn.draft,
      )
    }
    before = turn
    turn = undefined
  }

  /** Whose item this is: an interrupted one may still belong to the speech that was cut off. */
  function ownerOf(text: string, interrupted: boolean): Turn | undefined {
    const candidates = interrupted ? [before, turn] : [turn, before]
    const heard = lettersOf(text)
    return candidates.find((known) => known && lettersOf(known.segments.join('')).startsWith(heard)) ?? turn
  }

  return {
    segment(speech) {
      if (turn && speech !== undefined && turn.speech !== speech) close(false)
      turn ??= { speech, startedAt: new Date(), segments: [], draft: undefined }
      const own = turn
      const index = own.segments.push('') - 1
      return (words) => {
        own.segments[index] += words
        if (own === turn) writeSoon()
      }
    },
    speaking(now) {
      speaks = now
      if (now && !turn?.draft) write()
    },
    done(speech, interrupted) {
      if (turn?.speech === speech) close(interrupted)
    },
    take(text, interrupted) {
      const owner = ownerOf(text, interrupted)
      if (!owner) return { draft: undefined, generated: undefined }
      const { draft, segments, speech, startedAt } = owner
      const [first = '', ...rest] = segments
      // A realtime model may say several messages in one speech; then each of them is an item.
      const several = !interrupted && rest.length > 0 && lettersOf(first) === lettersOf(text)
      const next = several ? { speech, startedAt, segments: rest, draft: undefined } : undefined
      if (owner === turn) {
        clearTimeout(timer)
        timer = undefined
        turn = next
      } else before = next
      return { draft, generated: several ? first : segments.join('') }
    },
    settle: () => close(true),
  }
}
