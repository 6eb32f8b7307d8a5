import type { llm } from '@livekit/agents'
import type { JsonObject, MessageInput } from '../conversation/message.ts'
import { turnMetrics } from './turn-metrics.ts'

/** What is known of an item beside the item itself. */
export interface ItemFacts {
  /** All words that were generated for an assistant's turn; an interrupted item itself holds only what was heard. */
  readonly generated?: string
  /** BCP 47, of what was said. */
  readonly language?: string
  /** Milliseconds from the caller's last sound to the agent's first, where the item does not say. */
  readonly latencyMs?: number
  /** What came of a tool call. */
  readonly output?: llm.FunctionCallOutput
}

/** Every item of a LiveKit session as the message it is kept as; undefined where nobody said anything. */
export function messageOfItem(item: llm.ChatItem, facts: ItemFacts = {}): MessageInput | undefined {
  switch (item.type) {
    case 'message':
      return messageOfWords(item, facts)
    case 'function_call':
      return messageOfCall(item, facts.output)
    case 'function_call_output':
      return messageOfOutput(item)
    case 'agent_handoff':
      return {
        role: 'system',
        content: item.oldAgentId === undefined ? `→ ${item.newAgentId}` : `${item.oldAgentId} → ${item.newAgentId}`,
        timestamp: new Date(item.createdAt),
        metadata: {
          item_id: item.id,
          item_type: item.type,
          ...given({ old_agent: item.oldAgentId, new_agent: item.newAgentId }),
        },
      }
    case 'agent_config_update':
      return messageOfConfiguration(item)
    default:
      return messageOfUnknown(item)
  }
}

function messageOfWords(item: llm.ChatMessage, facts: ItemFacts): MessageInput | undefined {
  const said = contentOf(item)
  const generated = item.interrupted && facts.generated !== undefined ? facts.generated : said
  const content = generated.length > said.length ? generated : said
  if (content.trim() === '') return undefined
  const metrics = turnMetrics(item.metrics)
  const images = item.content.filter((part) => typeof part === 'object' && part.type === 'image_content')
  return {
    role: item.role,
    content,
    ...(item.interrupted && { interrupted: true, heard: said }),
    ...(facts.language !== undefined && { language: facts.language }),
    timestamp: new Date(item.createdAt),
    metadata: {
      item_id: item.id,
      ...(facts.latencyMs !== undefined && { latency_ms: facts.latencyMs }),
      ...metrics,
      ...given({ transcript_confidence: item.transcriptConfidence }),
      ...(images.length > 0 && { images: images.map(imageFacts) }),
      ...extraOf(item.extra),
    },
  }
}

/** The words of a message; where it has only sound, its transcript; where it has only an image, a sign of it. */
function contentOf(item: llm.ChatMessage): string {
  const parts = item.content.filter((part) => typeof part === 'object')
  const transcripts = parts.flatMap((part) => (part.type === 'audio_content' ? [part.transcript ?? ''] : []))
  const words = [item.textContent ?? '', ...transcripts].filter((text) => text.trim() !== '').join('\n')
  return words === '' && parts.some((part) => part.type === 'image_content') ? '[image]' : words
}

/** What an image was, without its pixels: a transcript is no place for them. */
function imageFacts(image: llm.ImageContent): JsonObject {
  const isLink = typeof image.image === 'string' && !image.image.startsWith('data:')
  return {
    id: image.id,
    ...(isLink && { url: image.image as string }),
    detail: image.inferenceDetail,
    ...given({ width: image.inferenceWidth, height: image.inferenceHeight, mime_type: image.mimeType }),
  }
}

/** A tool call with what came of it, as one message. */
function messageOfCall(call: llm.FunctionCall, output: llm.FunctionCallOutput | undefined): MessageInput {
  return {
    role: 'tool',
    content: `${call.name}(${call.args})`,
    timestamp: new Date(call.createdAt),
    metadata: {
      item_id: call.id,
      call_id: call.callId,
      name: call.name,
      arguments: call.args,
      ...given({ group_id: call.groupId }),
      ...extraOf(call.extra),
      ...(output && {
        output: output.output,
        is_error: output.isError,
        output_item_id: output.id,
        finished_at: new Date(output.createdAt).toISOString(),
      }),
    },
  }
}

/** An output whose call nobody saw. */
function messageOfOutput(output: llm.FunctionCallOutput): MessageInput {
  return {
    role: 'tool',
    content: `${output.name} → ${output.output}`,
    timestamp: new Date(output.createdAt),
    metadata: {
      item_id: output.id,
      item_type: output.type,
      call_id: output.callId,
      name: output.name,
      output: output.output,
      is_error: output.isError,
    },
  }
}

function messageOfConfiguration(update: llm.AgentConfigUpdate): MessageInput {
  const { toolsAdded = [], toolsRemoved = [], instructions } = update
  const changes = [
    ...(instructions === undefined ? [] : ['instructions']),
    ...toolsAdded.map((tool) => `+${tool}`),
    ...toolsRemoved.map((tool) => `-${tool}`),
  ]
  return {
    role: 'system',
    content: `configuration: ${changes.join(' ') || 'unchanged'}`,
    timestamp: new Date(update.createdAt),
    metadata: {
      item_id: update.id,
      item_type: update.type,
      ...(instructions !== undefined && { instructions: instructions.toString() }),
      ...(toolsAdded.length > 0 && { tools_added: toolsAdded }),
      ...(toolsRemoved.length > 0 && { tools_removed: toolsRemoved }),
    },
  }
}

/** A kind of item that a newer LiveKit brings is kept as it is, rather than lost. */
function messageOfUnknown(item: never): MessageInput {
  const { id, type, createdAt, toJSON } = item as {
    id?: string
    type?: string
    createdAt?: number
    toJSON?: (excludeTimestamp?: boolean) => unknown
  }
  return {
    role: 'system',
    content: `${type ?? 'unknown item'}`,
    ...(createdAt !== undefined && { timestamp: new Date(createdAt) }),
    metadata: {
      ...given({ item_id: id, item_type: type }),
      item: (toJSON ? toJSON.call(item, false) : item) as JsonObject,
    },
  }
}

function extraOf(extra: Record<string, unknown> | undefined): JsonObject {
  return extra && Object.keys(extra).length > 0 ? { extra: extra as JsonObject } : {}
}

function given(fields: Record<string, string | number | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject
}
