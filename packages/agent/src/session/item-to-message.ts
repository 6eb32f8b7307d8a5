import type { llm } from '@livekit/agents'
import type { JsonObject, MessageInput } from 'rawi'
import { detectLanguage } from '../brain/language.ts'

const MS_PER_SECOND = 1_000

/** A spoken or typed message of the session as it is kept; the item's own times are milliseconds, its metrics seconds. */
export function messageOfChat(item: llm.ChatMessage): MessageInput | undefined {
  const content = item.textContent ?? ''
  if (content.trim() === '') return undefined
  const language = item.role === 'user' || item.role === 'assistant' ? detectLanguage(content) : undefined
  return {
    role: item.role,
    content,
    ...(item.interrupted && { interrupted: true }),
    ...(language && { language }),
    timestamp: new Date(item.createdAt),
    metadata: { item_id: item.id, ...latencies(item.metrics) },
  }
}

/** A tool call with what came of it, as one message. */
export function messageOfTool(call: llm.FunctionCall, output: llm.FunctionCallOutput | undefined): MessageInput {
  return {
    role: 'tool',
    content: `${call.name}(${call.args})`,
    timestamp: new Date(call.createdAt),
    metadata: {
      item_id: call.id,
      call_id: call.callId,
      name: call.name,
      arguments: call.args,
      ...(output && { output: output.output, is_error: output.isError }),
    },
  }
}

function latencies({ llmNodeTtft, e2eLatency }: llm.ChatMessage['metrics']): JsonObject {
  return {
    ...(llmNodeTtft !== undefined && { llm_first_token_ms: Math.round(llmNodeTtft * MS_PER_SECOND) }),
    ...(e2eLatency !== undefined && { latency_ms: Math.round(e2eLatency * MS_PER_SECOND) }),
  }
}
