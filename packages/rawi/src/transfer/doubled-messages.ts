import { DOUBLED_WITHIN_SECONDS } from '../conversation/bounds.ts'
import type { OldMessage } from './old-message.ts'

/** Nobody says the same sentence twice within this time, ms. */
const AT_ONCE_MS = 1_000

/**
 * A call's messages without those that a second logger wrote down too. What is repeated at once is a double; what is repeated
 * within `DOUBLED_WITHIN_SECONDS` is one only where at least half of the call comes in pairs, of the agent's words too: a
 * caller may say "نعم" twice. Each message has one double at most, so that what was said twice and logged twice stays twice.
 */
export function withoutDoubles(messages: readonly OldMessage[]): { kept: OldMessage[]; doubled: number } {
  const pairs = pairsOf(messages)
  const ofAgent = [...pairs.keys()].some((second) => messages[second]?.role === 'assistant')
  const twoLoggers = ofAgent && pairs.size * 4 >= messages.length
  const dropped = new Map<number, number>()
  for (const [second, { first, gap }] of pairs) if (twoLoggers || gap <= AT_ONCE_MS) dropped.set(second, first)
  const doubleOf = new Map([...dropped].map(([second, first]) => [first, messages[second]]))
  const kept = messages.flatMap((message, at) => (dropped.has(at) ? [] : [completed(message, doubleOf.get(at))]))
  return { kept, doubled: dropped.size }
}

/** By the index of the second: the index of the first, and the time between them in ms. */
type Pairs = Map<number, { readonly first: number; readonly gap: number }>

function pairsOf(messages: readonly OldMessage[]): Pairs {
  const pairs: Pairs = new Map()
  const single = new Map<string, number[]>()
  for (const [at, message] of messages.entries()) {
    const key = JSON.stringify([message.role, message.content.replaceAll(/\s+/g, ' ').trim()])
    const before = single.get(key) ?? []
    single.set(key, before)
    while (before.length > 0 && gapOf(messages[before[0] ?? at], message) > DOUBLED_WITHIN_SECONDS * 1000)
      before.shift()
    const first = before.shift()
    if (first === undefined) before.push(at)
    else pairs.set(at, { first, gap: gapOf(messages[first], message) })
  }
  return pairs
}

/** Without times nothing says that it was at once. */
function gapOf(first: OldMessage | undefined, second: OldMessage): number {
  if (first?.timestamp === undefined || second.timestamp === undefined) return DOUBLED_WITHIN_SECONDS * 1000
  return Math.abs(second.timestamp - first.timestamp)
}

/** What only the second logger knew goes with the first one's message. */
function completed(message: OldMessage, double: OldMessage | undefined): OldMessage {
  if (!double) return message
  const metadata = { ...double.metadata, ...message.metadata }
  return { ...double, ...message, ...(Object.keys(metadata).length > 0 && { metadata }) }
}
