import type { llm, voice } from '@livekit/agents'
import { agentTurn } from './agent-turn.ts'
import { callerTurn } from './caller-turn.ts'
import { itemKeeper, type SessionRecord } from './item-keeper.ts'
import { sessionItems } from './session-items.ts'
import { sessionUsage } from './session-usage.ts'
import { tapSpokenWords } from './spoken-words.ts'

export interface WatchOptions {
  readonly record: SessionRecord<unknown>
  readonly languageOf: (text: string) => string | undefined
  readonly leaveOut: readonly llm.ChatItem['type'][]
  readonly onClose: (event: voice.CloseEvent) => void
}

/** Everything a session tells, kept as it happens. */
export interface SessionWatch {
  /** Keeps what is still missing; how many items the record refused. */
  settle(): number
  metrics(): ReturnType<ReturnType<typeof sessionUsage>['summary']>
  stop(): void
}

/** What part of a session LiveKit keeps to itself, and what we need of it. */
interface InnerSession {
  readonly _activity?: { readonly currentSpeech?: { readonly id: string } }
}

/** Listens to a session; nothing that goes wrong in here reaches LiveKit. */
export function watchSession(session: voice.AgentSession, options: WatchOptions): SessionWatch {
  const { record, languageOf } = options
  const keeper = itemKeeper(record)
  const agent = agentTurn(keeper, languageOf)
  const caller = callerTurn(keeper)
  const usage = sessionUsage()
  const tapped = new WeakSet<voice.Agent>()
  let callerStoppedAt: number | undefined
  let latency: number | undefined
  let stopped = false

  const items = sessionItems({
    keeper,
    agent,
    caller,
    languageOf,
    leaveOut: new Set(options.leaveOut),
    takeLatency() {
      const taken = latency
      latency = undefined
      return taken
    },
  })

  function tapAgent(): void {
    const current = session.currentAgent
    if (tapped.has(current)) return
    tapped.add(current)
    tapSpokenWords(current, () => {
      if (stopped) return () => {}
      const tell = agent.segment((session as InnerSession)._activity?.currentSpeech?.id)
      return (words) => quietly(() => stopped || tell(words))
    })
  }

  const listeners: { [E in keyof Listened]: (event: Listened[E]) => void } = {
    conversation_item_added({ item }) {
      if (item.type === 'agent_handoff') tapAgent()
      if (item.type === 'message' && item.role === 'assistant' && item.interrupted) usage.interrupted()
      items.added(item)
    },
    function_tools_executed: (event) => items.executed(event),
    user_input_transcribed: (event) => caller.heard(event),
    user_state_changed({ oldState, createdAt }) {
      if (oldState === 'speaking') callerStoppedAt = createdAt
    },
    agent_state_changed({ newState, createdAt }) {
      agent.speaking(newState === 'speaking')
      if (newState !== 'speaking' || callerStoppedAt === undefined) return
      latency = Math.max(0, Math.round(createdAt - callerStoppedAt))
      usage.answered(latency)
      callerStoppedAt = undefined
    },
    speech_created({ speechHandle }) {
      speechHandle.addDoneCallback(({ id, interrupted }) => quietly(() => agent.done(id, interrupted)))
    },
    metrics_collected: ({ metrics }) => usage.collect(metrics),
    error: ({ error }) => usage.failed(error.type),
    close: (event) => options.onClose(event),
  }
  // Listening by name: the enumeration of the names would be a runtime import of LiveKit.
  const events = session as unknown as { on(event: string, listener: (told: never) => void): void }
  for (const [event, listener] of Object.entries(listeners)) {
    events.on(event, (told) => {
      if (stopped) return
      quietly(() => items.catchUp(session.history))
      quietly(() => listener(told))
    })
  }

  return {
    settle() {
      quietly(() => items.reconcile(session.history))
      quietly(() => caller.settle())
      quietly(() => agent.settle())
      return keeper.retry()
    },
    metrics() {
      let figures = {}
      quietly(() => {
        figures = usage.summary(session)
      })
      return figures
    },
    // The listeners stay, deaf: an emitter without one for `error` throws.
    stop() {
      stopped = true
    },
  }
}

interface Listened {
  conversation_item_added: voice.ConversationItemAddedEvent
  function_tools_executed: voice.FunctionToolsExecutedEvent
  user_input_transcribed: voice.UserInputTranscribedEvent
  user_state_changed: voice.UserStateChangedEvent
  agent_state_changed: voice.AgentStateChangedEvent
  speech_created: voice.SpeechCreatedEvent
  metrics_collected: voice.MetricsCollectedEvent
  error: voice.ErrorEvent
  close: voice.CloseEvent
}

/** A fault of the recording must not become one of the call. */
function quietly(work: () => unknown): void {
  try {
    work()
  } catch {
    // What an event could not keep is tried again when the session is reconciled.
  }
}
