import { connectorAt } from './email-connector.ts'
import { evidenceOf, hold, type Memory } from './memory.ts'
import { isBoundary, isNotName } from './name-words.ts'
import { readName } from './read-names.ts'
import { type Token, withAnd } from './tokens.ts'

/** Words of the caller's turn in which the name is looked for. */
const WORDS_MAX = 60
const SELF = withAnd("انا اني معك معكم معاك معاكم معاج معج معكن وياك وياكم وياج هون i'm im am is it's")

/**
 * "أنا زاهي بدي …", "أهلاً زاهي": a word that no list knows for a name is one when the caller said it of themselves and the
 * agent then calls them so. What counts is the caller's word; the agent's only tells how to read it.
 */
export function hearGreeting(memory: Memory): void {
  const { called } = memory.agent
  const fold = called?.tokens[0]?.fold
  if (memory.held.name || fold === undefined || memory.agentNames.has(fold) || isNotName(fold)) return
  const words = memory.lastWords.slice(0, WORDS_MAX)
  const at = words.findIndex(
    (token, place) => token.fold === fold && (place === 0 || SELF.has(words[place - 1]?.fold ?? '')),
  )
  // "It's tom underscore hughes at …" says an address.
  if (connectorAt(words, at + 1) || memory.partialEmail?.includes(words[at] as Token)) return
  if (at < 0 || !(at > 0 || isBoundary(words, at + 1) || words[at + 1]?.fold === 'this')) return
  const name = readName(words, at, 'strong')
  if (name?.from !== at) return
  const evidence = evidenceOf(words.slice(at, name.to), 'stated')
  hold(memory, 'name', { value: name.value, raw: name.value, confidence: 0.85, confirmed: false, evidence })
}
