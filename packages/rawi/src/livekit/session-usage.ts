import type { metrics, voice } from '@livekit/agents'
import type { JsonObject } from '../conversation/message.ts'

/** Figures of speech synthesis that are summed; the rest of a usage is LiveKit's own sum. */
type Voiced = Pick<metrics.TTSModelUsage, 'charactersCount' | 'audioDurationMs' | 'inputTokens' | 'outputTokens'>

/** What a session used and how fast it answered. */
export interface SessionUsage {
  collect(figures: metrics.AgentMetrics): void
  /** The agent has begun to answer so many milliseconds after the caller's last sound. */
  answered(milliseconds: number): void
  interrupted(): void
  failed(kind: string): void
  /** The metrics of the conversation: durations in milliseconds. */
  summary(session: voice.AgentSession): JsonObject
}

export function sessionUsage(): SessionUsage {
  const voiced = { streamed: new Map<string, Voiced>(), whole: new Map<string, Voiced>() }
  const latency = { answers: 0, total: 0, max: 0 }
  const errors: Record<string, number> = {}
  let interruptions = 0

  /** A voice that is fed sentence by sentence reports each piece and the stream of them: only one of the two was spoken. */
  function voiceUsage(usage: metrics.TTSModelUsage): JsonObject {
    const key = keyOf(usage.provider, usage.model)
    const { streamed, whole } = { streamed: voiced.streamed.get(key), whole: voiced.whole.get(key) }
    return compact(streamed && whole ? { ...usage, ...streamed } : usage)
  }

  return {
    collect(figures) {
      if (figures.type !== 'tts_metrics') return
      const key = keyOf(figures.metadata?.modelProvider, figures.metadata?.modelName)
      const sums = figures.streamed ? voiced.streamed : voiced.whole
      const sum = sums.get(key) ?? { charactersCount: 0, audioDurationMs: 0, inputTokens: 0, outputTokens: 0 }
      sums.set(key, {
        charactersCount: sum.charactersCount + figures.charactersCount,
        audioDurationMs: sum.audioDurationMs + figures.audioDurationMs,
        inputTokens: sum.inputTokens + (figures.inputTokens ?? 0),
        outputTokens: sum.outputTokens + (figures.outputTokens ?? 0),
      })
    },
    answered(milliseconds) {
      latency.answers++
      latency.total += milliseconds
      latency.max = Math.max(latency.max, milliseconds)
    },
    interrupted: () => void interruptions++,
    failed(kind) {
      errors[kind] = (errors[kind] ?? 0) + 1
    },
    summary(session) {
      const usage = session.usage.modelUsage
        .map((used) => (used.type === 'tts_usage' ? voiceUsage(used as metrics.TTSModelUsage) : compact(used)))
        .filter((used) => Object.values(used).some((value) => typeof value === 'number'))
      const { answers, total, max } = latency
      return {
        ...(usage.length > 0 && { usage }),
        ...(answers > 0 && { latency: { answers, mean_ms: Math.round(total / answers), max_ms: max } }),
        ...(interruptions > 0 && { interruptions }),
        ...(Object.keys(errors).length > 0 && { errors }),
      }
    },
  }
}

/** One usage in the database's own spelling, without what it has not used. */
function compact(usage: object): JsonObject {
  const used = Object.entries(usage).filter(([, value]) => value !== 0 && value !== undefined && value !== '')
  return Object.fromEntries(
    used.map(([name, value]) => [name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value]),
  )
}

function keyOf(provider = '', model = ''): string {
  return `${provider}:${model}`
}
