import type { MessageInput } from '../conversation/message.ts'
import type { Draft, ItemKeeper } from './item-keeper.ts'
import { lettersOf } from './letters.ts'

/** A transcript of the caller as speech recognition gives it, final or not. */
export interface Heard {
  readonly transcript: string
  readonly isFinal: boolean
  readonly language?: string | null
}

/** What the caller is saying, kept while it is still guessed at, until the session makes an item of it. */
export interface CallerTurn {
  heard(event: Heard): void
  /** The item of this turn is there: in the place of which draft it belongs, and in which language it was said. */
  take(text: string): { draft: Draft | undefined; language: string | undefined }
  /** No item will come any more: what was heard stays as the caller's last sentence. */
  settle(): void
}

export function callerTurn(keeper: ItemKeeper): CallerTurn {
  let finals: string[] = []
  let interim = ''
  let language: string | undefined
  let draft: Draft | undefined
  let turns = 0

  const words = () => [...finals, ...(interim === '' ? [] : [interim])].join(' ')
  const reset = () => {
    finals = []
    interim = ''
    draft = undefined
  }

  /** Words that recognition was sure of, or last guessed, and that the session passed over. */
  function keepWithoutItem(text: string, cutOff: boolean): void {
    const input: MessageInput = {
      role: 'user',
      content: text,
      ...(cutOff && { interrupted: true, heard: text }),
      ...(language !== undefined && { language }),
      metadata: { transcript: cutOff ? 'interim' : 'final' },
    }
    if (text !== '') keeper.keep(`heard-${turns++}`, input, draft)
  }

  return {
    heard(event) {
      // A guess that is withdrawn was still something that was heard.
      if (event.transcript.trim() === '') return
      if (event.isFinal) {
        finals.push(event.transcript)
        interim = ''
      } else {
        interim = event.transcript
      }
      language = event.language || language
      const content = words()
      const change = { content, provisional: true, ...(language !== undefined && { language }) }
      if (draft) keeper.rewrite(draft, change)
      else draft = keeper.draft({ role: 'user', ...change, metadata: { transcript: 'interim' } })
    },
    take(text) {
      const item = lettersOf(text)
      // Sentences that the session dropped earlier were said all the same; those it took stand in the item.
      const letters = finals.map(lettersOf)
      let dropped = 0
      while (dropped < finals.length && !item.includes(letters.slice(dropped).join(''))) dropped++
      if (dropped > 0 && dropped < finals.length) {
        keepWithoutItem(finals.slice(0, dropped).join(' '), false)
        draft = undefined
      }
      const taken = { draft, language }
      reset()
      return taken
    },
    settle() {
      keepWithoutItem(words(), interim !== '')
      reset()
    },
  }
}
