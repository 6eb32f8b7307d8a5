import type { llm, voice } from '@livekit/agents'
import type { AgentTurn } from './agent-turn.ts'
import type { CallerTurn } from './caller-turn.ts'
import type { Draft, ItemKeeper } from './item-keeper.ts'
import { messageOfItem } from './item-to-message.ts'

export interface SessionItemsOptions {
  readonly keeper: ItemKeeper
  readonly agent: AgentTurn
  readonly caller: CallerTurn
  /** Of the words of a message, where it is not known from speech recognition. */
  readonly languageOf: (text: string) => string | undefined
  readonly leaveOut: ReadonlySet<llm.ChatItem['type']>
  /** Milliseconds the caller has just waited for the agent, once. */
  readonly takeLatency: () => number | undefined
}

/** Turns the items of a session into messages, each once, whether an event tells of them or only the history. */
export interface SessionItems {
  added(item: llm.ChatItem): void
  executed(event: voice.FunctionToolsExecutedEvent): void
  /** Keeps what no event told of: tool calls that have begun, changes of configuration. */
  catchUp(history: llm.ChatContext): void
  /** The same, and everything else that is missing; to be called when the session is closed. */
  reconcile(history: llm.ChatContext): void
}

export function sessionItems(options: SessionItemsOptions): SessionItems {
  const { keeper, agent, caller, languageOf, leaveOut } = options
  /** Tool calls under way, by the id of their item. */
  const running = new Map<string, Draft | undefined>()
  let seen = 0

  function keepWords(item: llm.ChatMessage): void {
    if (keeper.has(item.id)) return
    const text = item.textContent ?? ''
    if (text.trim() === '') {
      // An item without words, such as an image, is nobody's turn: what was heard or spoken waits for its own.
      keeper.keep(item.id, messageOfItem(item))
    } else if (item.role === 'user') {
      const { draft, language = languageOf(text) } = caller.take(text)
      keeper.keep(item.id, messageOfItem(item, { ...(language !== undefined && { language }) }), draft)
    } else if (item.role === 'assistant') {
      const { draft, generated } = agent.take(text, item.interrupted)
      const language = languageOf(text)
      const latencyMs = options.takeLatency()
      const facts = {
        ...(generated !== undefined && { generated }),
        ...(language !== undefined && { language }),
        ...(latencyMs !== undefined && { latencyMs }),
      }
      keeper.keep(item.id, messageOfItem(item, facts), draft)
    } else {
      keeper.keep(item.id, messageOfItem(item))
    }
  }

  function keepCall(call: llm.FunctionCall, output: llm.FunctionCallOutput | undefined): void {
    keeper.keep(call.id, messageOfItem(call, { ...(output && { output }) }), running.get(call.id))
    running.delete(call.id)
    if (output) keeper.keep(output.id, undefined)
  }

  function begin(call: llm.FunctionCall): void {
    if (keeper.has(call.id) || running.has(call.id)) return
    const message = messageOfItem(call)
    running.set(call.id, message && keeper.draft(message))
  }

  /** Oldest first: the history is in order of time, and a message's time never runs backwards in the record. */
  function* unseen(history: llm.ChatContext): Iterable<llm.ChatItem> {
    if (history.items.length === seen) return
    seen = history.items.length
    for (const item of history.items) if (!leaveOut.has(item.type) && !keeper.has(item.id)) yield item
  }

  return {
    added(item) {
      if (leaveOut.has(item.type)) return
      if (item.type === 'message') keepWords(item)
      else keeper.keep(item.id, messageOfItem(item))
    },
    executed({ functionCalls, functionCallOutputs }) {
      if (leaveOut.has('function_call')) return
      for (const [index, call] of functionCalls.entries()) keepCall(call, functionCallOutputs[index])
    },
    catchUp(history) {
      for (const item of unseen(history)) {
        if (item.type === 'function_call') begin(item)
        if (item.type === 'agent_config_update') keeper.keep(item.id, messageOfItem(item))
      }
    },
    reconcile(history) {
      const items = history.items.filter((item) => !leaveOut.has(item.type))
      const outputs = items.filter((item) => item.type === 'function_call_output')
      const told = new Set<string>()
      for (const item of items) {
        if (item.type === 'function_call') {
          const output = outputs.find(({ callId, id }) => callId === item.callId && !told.has(id))
          if (output) told.add(output.id)
          if (!keeper.has(item.id)) keepCall(item, output)
        } else if (item.type === 'message') {
          keepWords(item)
        } else if (item.type === 'function_call_output' ? !told.has(item.id) : !keeper.has(item.id)) {
          keeper.keep(item.id, messageOfItem(item))
        }
      }
    },
  }
}
