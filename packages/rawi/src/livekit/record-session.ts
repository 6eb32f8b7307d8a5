import type { llm, voice } from '@livekit/agents'
import { SESSION_END_DETAILS_MS } from '../conversation/bounds.ts'
import type { Conversation, EndOptions, EndResult, Recorder, StartOptions } from '../conversation/recorder-api.ts'
import { endOfSession, isKnownReason, type SessionEnd } from './end-reason.ts'
import type { SessionRecord } from './item-keeper.ts'
import { type SessionJob, startOfJob, watchJob } from './job.ts'
import { rememberUntilExit } from './open-recordings.ts'
import { watchSession } from './session-watch.ts'

export type { SessionEnd } from './end-reason.ts'
export type { SessionRecord } from './item-keeper.ts'
export type { SessionJob } from './job.ts'

/** What the end of the call brings along: said beforehand, or asked when it ends. */
export type SessionEndOptions = EndOptions | ((ended: SessionEnd) => EndOptions | Promise<EndOptions>)

interface CommonOptions {
  /** In a job: names the room, ends the job when the session closes, and ends the call before the job does. */
  readonly ctx?: SessionJob
  /**
   * Added to how the call ended; what it says goes before what was seen. A function has `SESSION_END_DETAILS_MS`
   * to answer.
   */
  readonly end?: SessionEndOptions
  /** BCP 47 of a text, where speech recognition does not say it. */
  readonly languageOf?: (text: string) => string | undefined
  /** Kinds of items that are not kept. By default everything is. */
  readonly leaveOut?: readonly llm.ChatItem['type'][]
}

/** With a recorder: the call is started here, from `ctx` and these options. */
export interface RecordSessionOptions extends CommonOptions, StartOptions {
  readonly recorder: Recorder
  /** Closes the recorder when the job ends: for a job that opened it for itself. */
  readonly closeRecorder?: boolean
}

/** With a call that was started elsewhere. */
export interface RecordIntoOptions<Result> extends CommonOptions {
  readonly conversation: SessionRecord<Result>
}

/** A session being recorded. */
export interface SessionRecording<Result = EndResult, Record = Conversation> {
  readonly conversation: Record
  /** Settles with the call's end: after the session's `close`, or `end()`. */
  readonly ended: Promise<Result>
  /** Ends the recording where the session will not close by itself, or never started; what it says goes before all else. */
  end(options?: EndOptions): Promise<Result>
}

/**
 * Keeps everything a LiveKit session says, hears and does, as it happens. Call it before `session.start()`: the first
 * words come during it. Nothing that goes wrong here reaches the call.
 * @throws RawiError RAWI_RECORDER_CLOSED, RAWI_INPUT_INVALID
 * @example
 * import { type JobContext, voice } from '@livekit/agents'
 * async function entry(ctx: JobContext) {
 *   const session = new voice.AgentSession({ llm: 'openai/gpt-4.1-mini' })
 *   recordSession(session, { recorder, ctx, language: 'ar' })
 *   await session.start({ agent: new voice.Agent({ instructions: 'Be brief.' }), room: ctx.room })
 * }
 */
export function recordSession(session: voice.AgentSession, options: RecordSessionOptions): SessionRecording
export function recordSession<Result, Record extends SessionRecord<Result>>(
  session: voice.AgentSession,
  options: RecordIntoOptions<Result> & { readonly conversation: Record },
): SessionRecording<Result, Record>
export function recordSession(
  session: voice.AgentSession,
  options: RecordSessionOptions | RecordIntoOptions<unknown>,
): SessionRecording<unknown, SessionRecord<unknown>> {
  const { ctx } = options
  const start = ctx ? startOfJob(ctx) : {}
  const record = 'recorder' in options ? startCall(options, start) : options.conversation
  const job = ctx && watchJob(ctx)
  const { promise: ended, resolve, reject } = Promise.withResolvers<unknown>()
  // Whoever does not wait for the end must not be stopped by its failure.
  ended.catch(() => {})
  let closed: voice.CloseEvent | undefined
  /** How the call ended, from the moment it did until the record is told. */
  let ending: EndOptions | undefined

  const watch = watchSession(session, {
    record,
    languageOf: options.languageOf ?? (() => undefined),
    leaveOut: options.leaveOut ?? [],
    onClose(event) {
      closed = event
      try {
        finish()
      } finally {
        ctx?.shutdown(event.reason)
      }
    },
  })
  const forget = rememberUntilExit((exitCode) => endNow(ending ?? combined(settled(), endOfProcess(exitCode))))
  ctx?.addShutdownCallback(async () => {
    finish()
    await ended.catch(() => {})
    if ('recorder' in options && options.closeRecorder) await options.recorder.close().catch(() => {})
  })

  function seen(): SessionEnd {
    return endOfSession({
      ...(closed && { closeReason: closed.reason }),
      ...(closed?.error && { errorType: closed.error.type }),
      ...job?.facts(),
    })
  }

  /** Everything that was said is in the record when this returns, and stands there whatever happens next. */
  function settled(): EndOptions {
    const unrecorded = watch.settle()
    watch.stop()
    job?.stop()
    const caller = job?.caller()
    const metrics = watch.metrics()
    const metadata = {
      ...(closed && !isKnownReason(closed.reason) && { close_reason: closed.reason }),
      ...(unrecorded > 0 && { unrecorded_items: unrecorded }),
      ...(caller && start.participantIdentity === undefined && { participant_identity: caller.identity }),
    }
    return {
      ...(caller?.phone !== undefined && { callerId: caller.phone }),
      ...(Object.keys(metrics).length > 0 && { metrics }),
      ...(Object.keys(metadata).length > 0 && { metadata }),
    }
  }

  function endNow(end: EndOptions): void {
    forget()
    // At once, because a process that exits has no later; a record that throws is one that cannot end.
    new Promise((settle) => settle(record.end(end))).then(resolve, reject)
  }

  function finish(told: EndOptions = {}): void {
    if (ending) return
    const end = seen()
    ending = combined(end, settled())
    const known = ending
    void detailsOf(options.end, end).then((details) => endNow(combined(known, details, told)))
  }

  return {
    conversation: record,
    ended,
    end(told) {
      finish(told)
      return ended
    },
  }
}

function startCall(options: RecordSessionOptions, known: StartOptions): Conversation {
  const { recorder, ctx, end, languageOf, leaveOut, closeRecorder, ...start } = options
  return recorder.startConversation({ ...known, ...start })
}

/** A process that exits by itself left its caller; one that failed says so. */
function endOfProcess(exitCode: number): SessionEnd {
  return exitCode === 0 ? { endReason: 'worker_lost' } : { endReason: 'error', errorCode: `process_exit_${exitCode}` }
}

/** What the developer adds to the end; a function that fails or dawdles must not keep the call from ending. */
async function detailsOf(end: SessionEndOptions | undefined, seen: SessionEnd): Promise<EndOptions> {
  if (typeof end !== 'function') return end ?? {}
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<EndOptions>((resolve) => {
    timer = setTimeout(() => resolve({ metadata: { end_details: 'late' } }), SESSION_END_DETAILS_MS)
  })
  try {
    return await Promise.race([Promise.resolve(end(seen)), late])
  } catch {
    return { metadata: { end_details: 'failed' } }
  } finally {
    clearTimeout(timer)
  }
}

/** Later parts go before earlier ones; metadata and metrics of all of them stay. */
function combined(...parts: EndOptions[]): EndOptions {
  const metadata = Object.assign({}, ...parts.map((part) => part.metadata))
  const metrics = Object.assign({}, ...parts.map((part) => part.metrics))
  return {
    ...Object.assign({}, ...parts),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
  }
}
