import { type llm, voice } from '@livekit/agents'
import type { MessageInput } from 'rawi'
import type { CallRecord } from './call-record.ts'
import { messageOfChat, messageOfTool } from './item-to-message.ts'

export interface ItemRecording {
  /** Adds what no event told of, once the session is closed; returns how many items could not be kept. */
  reconcile(): number
}

/**
 * Keeps every message and tool call of a session when it happens, each once. Attach before `session.start()`.
 * Hand-offs and configuration changes are no words of anybody and are left out.
 */
export function recordItems(session: voice.AgentSession, record: CallRecord): ItemRecording {
  const kept = new Set<string>()

  /** A record that refuses must not break the session; what it refused is tried once more at the end. */
  function keep(id: string, message: MessageInput | undefined): void {
    if (message === undefined || kept.has(id)) return
    try {
      record.addMessage(message)
      kept.add(id)
    } catch {
      refused.add(id)
    }
  }
  const refused = new Set<string>()

  session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    if (item.type === 'message') keep(item.id, messageOfChat(item))
  })
  session.on(voice.AgentSessionEventTypes.FunctionToolsExecuted, ({ functionCalls, functionCallOutputs }) => {
    for (const [index, call] of functionCalls.entries()) keep(call.id, messageOfTool(call, functionCallOutputs[index]))
  })

  return {
    reconcile() {
      const { items } = session.history
      for (const item of items) {
        if (item.type === 'message') keep(item.id, messageOfChat(item))
        if (item.type === 'function_call') keep(item.id, messageOfTool(item, outputOf(items, item)))
      }
      return [...refused].filter((id) => !kept.has(id)).length
    },
  }
}

function outputOf(items: readonly llm.ChatItem[], call: llm.FunctionCall): llm.FunctionCallOutput | undefined {
  return items.find((item) => item.type === 'function_call_output' && item.callId === call.callId) as
    | llm.FunctionCallOutput
    | undefined
}
