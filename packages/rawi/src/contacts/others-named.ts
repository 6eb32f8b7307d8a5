import type { AgentHeard } from './hear-agent.ts'
import { isBoundary } from './name-words.ts'
import { RELATIVES } from './not-names.ts'
import { readName } from './read-names.ts'
import { foldWord, type Token } from './tokens.ts'

/** Names of others that are remembered in a call. */
const OTHERS_MAX = 50
const OWNER = /^(?:my|our|the|his|her|their)$/

/** "My cat Oliver", "my wife, Janelle", "Noor's dad": whom the caller speaks of, by the first word of their name. */
export function rememberOthers(others: Set<string>, tokens: readonly Token[]): void {
  for (let at = 0; at < tokens.length && others.size < OTHERS_MAX; at++) {
    const fold = tokens[at]?.fold ?? ''
    if (!RELATIVES.has(fold) || !/^[a-z]/.test(fold)) continue
    const owner = tokens[at - 1]?.fold ?? ''
    if (/..'s$/.test(owner)) others.add(owner.slice(0, -2))
    if (!OWNER.test(owner)) continue
    const pause = /^(?:,|called|named)$/.test(tokens[at + 1]?.fold ?? '') ? 1 : 0
    const name = readName(tokens, at + 1 + pause, 'strong')
    // "My dad, Tom here": a name that goes on as the caller's.
    if (
      name?.from === at + 1 + pause &&
      (name.known || /^\p{Lu}/u.test(name.value)) &&
      (pause === 0 || isBoundary(tokens, name.to))
    )
      others.add(foldWord(name.value.split(' ')[0] ?? ''))
  }
}

/** Without the name that is read back where it is that of somebody else. */
export function withoutOthers(heard: AgentHeard, others: ReadonlySet<string>, known: string | undefined): AgentHeard {
  const first = (value: string | undefined) => foldWord(value?.split(' ')[0] ?? '')
  const isOther = (value: string | undefined) => first(value) !== known && others.has(first(value))
  if (!isOther(heard.readBack.name?.value) && !isOther(heard.called?.value)) return heard
  const { name: _, ...readBack } = heard.readBack
  const { called: __, ...rest } = heard
  return { ...rest, readBack, names: heard.names.filter((value) => !isOther(value)) }
}
