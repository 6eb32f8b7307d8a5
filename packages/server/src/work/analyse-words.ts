import type { JsonObject } from 'rawi'
import { languageOf, type Said, wordsOf } from './call-words.ts'
import { asksSomething, knowsNoAnswer } from './sentence-cues.ts'
import { STOP_WORDS } from './stop-words.ts'

const TOPICS_MAX = 5
const TOPIC_MIN_LETTERS = 3
const TOPIC_MIN_TIMES = 2

/**
 * What can be counted in a call: language, turns and words of both sides, the caller's share of the words, questions and
 * how many of them got an answer, how long answers took, and the words the caller used most. Moods are left out: words
 * alone do not tell them.
 */
export function analyseWords(said: readonly Said[], known: string | null): JsonObject {
  const callers = said.filter(({ role }) => role === 'user')
  const agents = said.filter(({ role }) => role === 'assistant')
  const spoken = { caller: countWords(callers), agent: countWords(agents) }
  const all = spoken.caller + spoken.agent
  const latencies = agents.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b)
  return {
    language: languageOf(said, known),
    turns: { caller: callers.length, agent: agents.length },
    words: spoken,
    caller_share: all === 0 ? null : Math.round((spoken.caller / all) * 100) / 100,
    interrupted: agents.filter(({ interrupted }) => interrupted).length,
    questions: questionsOf(said),
    ...(latencies.length > 0 && {
      latency_ms: { p50: percentile(latencies, 50), p95: percentile(latencies, 95), turns: latencies.length },
    }),
    topics: topicsOf(callers),
  }
}

const countWords = (said: readonly Said[]): number => said.reduce((sum, { text }) => sum + wordsOf(text).length, 0)

/** A question counts as unanswered where the agent said nothing before the caller's next turn, or that it knows no answer. */
function questionsOf(said: readonly Said[]): { asked: number; unanswered: number } {
  let asked = 0
  let unanswered = 0
  for (const [at, turn] of said.entries()) {
    if (turn.role !== 'user' || !asksSomething(turn.text)) continue
    asked++
    const next = said[at + 1]
    if (next?.role !== 'assistant' || knowsNoAnswer(next.text)) unanswered++
  }
  return { asked, unanswered }
}

function topicsOf(callers: readonly Said[]): string[] {
  const times = new Map<string, number>()
  for (const { text } of callers) {
    for (const word of wordsOf(text)) {
      const bare = word.replace(/^(?:وال|بال|ال|لل)(?=\p{L}{3})/u, '')
      if (bare.length < TOPIC_MIN_LETTERS || /\p{N}/u.test(bare) || STOP_WORDS.has(bare) || STOP_WORDS.has(word))
        continue
      times.set(bare, (times.get(bare) ?? 0) + 1)
    }
  }
  return [...times]
    .filter(([, count]) => count >= TOPIC_MIN_TIMES)
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, TOPICS_MAX)
    .map(([word]) => word)
}

/** The nearest rank. */
function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}
