import { initializeLogger, loggerOptions, voice } from '@livekit/agents'
import { recordSession } from 'rawi/livekit'
import { endCallTool } from '../brain/end-call.ts'
import { handOverTool } from '../brain/hand-over.ts'
import { detectLanguage } from '../brain/language.ts'
import { OfflineBrain } from '../brain/offline-brain.ts'
import { instructionsFor } from '../persona/instructions.ts'
import { languageFor } from '../persona/languages.ts'
import type { CallRecord } from './call-record.ts'
import { CallEnding } from './ending.ts'
import { endOfCall, finishCall } from './finish-call.ts'
import { takeTurn } from './take-turn.ts'
import type { TextCall, TextCallOptions } from './text-call.ts'
import { CallerText } from './text-output.ts'

const TURN_TIMEOUT_MS = 60_000
/** Turns in a row that a model may fail before the call ends with an error. */
const FAILED_TURNS_MAX = 3

const { CloseReason, AgentSessionEventTypes } = voice

/** Begins a text call: the session listens when this returns, and the greeting is on its way. */
export function runTextCall<Result>(options: TextCallOptions<Result>): TextCall<Result> {
  const { persona, record, lines, signal } = options
  const language = languageFor(persona, options.language)
  const ending = new CallEnding()
  quietLogs()

  const session = new voice.AgentSession({
    llm:
      options.brain ??
      new OfflineBrain(persona, { language, ...(options.region !== undefined && { region: options.region }) }),
    vad: null,
    turnHandling: { turnDetection: null },
    userAwayTimeout: null,
    aecWarmupDuration: null,
  })
  session.output.transcription = new CallerText(
    guarded(options.onAgentText, ending),
    guarded(options.onAgentTurnEnd ?? (() => {}), ending),
  )
  const recording = recordSession<Result, CallRecord<Result>>(session, {
    conversation: record,
    languageOf: detectLanguage,
    // One agent with one configuration: its entry into the call is nothing that anybody said.
    leaveOut: ['agent_handoff', 'agent_config_update'],
    end: (seen) => endOfCall(session.history, ending.known ?? seen),
  })
  session.on(AgentSessionEventTypes.Close, ({ reason, error }) => {
    if (reason === CloseReason.ERROR) ending.set('error', error?.type ?? 'session_error')
  })

  // The caller's goodbye is the caller's hanging up; only an end the agent chose is the agent's.
  let goodbye: 'user_hangup' | 'agent_hangup' | undefined
  const tools = {
    ...endCallTool((endedBy) => {
      goodbye = endedBy === 'caller' ? 'user_hangup' : 'agent_hangup'
    }),
    ...handOverTool(options.onHandOver),
  }
  const agent = new voice.Agent({ id: 'receptionist', instructions: instructionsFor(persona), tools })
  const iterator = lines[Symbol.asyncIterator]()
  const shutDown = () => ending.set('shutdown')
  if (signal?.aborted) shutDown()
  signal?.addEventListener('abort', shutDown, { once: true })

  async function converse(): Promise<void> {
    await session.start({ agent, record: false })
    if (ending.known) return
    await ending.before(session.say(persona.says.greeting[language].display).waitForPlayout())
    let failures = 0
    while (!ending.known) {
      const line = await ending.before(iterator.next())
      if (line === undefined) return
      if (line.done) return ending.set('user_hangup')
      if (line.value.trim() === '') continue
      const outcome = await ending.before(takeTurn(session, line.value, options.turnTimeoutMs ?? TURN_TIMEOUT_MS))
      if (goodbye !== undefined) return ending.set(goodbye)
      failures = outcome === 'failed' ? failures + 1 : 0
      if (failures === 0 || ending.known) continue
      const { failed, goodbye: farewell } = persona.says
      const saying = (failures < FAILED_TURNS_MAX ? failed : farewell)[
        languageFor(persona, detectLanguage(line.value), language)
      ]
      await ending.before(session.say(saying.display).waitForPlayout())
      if (failures === FAILED_TURNS_MAX) return ending.set('error', 'model_failed')
    }
  }

  const ended = converse()
    .catch(() => ending.set('error', 'session_failed'))
    .then(() => finishCall(session, recording))
    .finally(() => {
      signal?.removeEventListener('abort', shutDown)
      // Not awaited: a generator that waits for its next line would answer only after that line.
      void iterator.return?.().catch(() => {})
    })
  return {
    ended,
    hangUp: (reason = 'user_hangup') => ending.set(reason),
    async close() {
      shutDown()
      await ended
    },
  }
}

/** LiveKit logs what is said at level info; a host that has set up its own logging keeps it. */
function quietLogs(): void {
  if (loggerOptions() === undefined) initializeLogger({ pretty: false, level: 'silent' })
}

/** A caller's side that cannot take the agent's words any more has ended the call. */
function guarded<Args extends unknown[]>(output: (...args: Args) => void, ending: CallEnding): (...args: Args) => void {
  return (...args) => {
    try {
      output(...args)
    } catch {
      ending.set('error', 'output_failed')
    }
  }
}
