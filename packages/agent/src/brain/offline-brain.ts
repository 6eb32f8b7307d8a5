import { randomUUID } from 'node:crypto'
import { setImmediate as nextTick } from 'node:timers/promises'
import { llm } from '@livekit/agents'
import type { Persona } from '../persona/persona.ts'
import { decideReply, type ReplyOptions } from './decide-reply.ts'
import { END_CALL } from './end-call.ts'
import { HAND_OVER, REASON_MAX } from './hand-over.ts'
import { type Reply, replyText } from './reply.ts'
import { turnsOf } from './turns.ts'

/**
 * A language model that needs no key and no network: it answers from the persona's own knowledge, always the same
 * to the same conversation, and hangs up with the tool `end_call` as any other model would.
 */
export class OfflineBrain extends llm.LLM {
  readonly #persona: Persona
  readonly #options: ReplyOptions

  constructor(persona: Persona, options: ReplyOptions = {}) {
    super()
    this.#persona = persona
    this.#options = options
  }

  override label(): string {
    return 'rawi.OfflineBrain'
  }

  override get model(): string {
    return 'offline'
  }

  override get provider(): string {
    return 'rawi'
  }

  override chat(request: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
    const turns = turnsOf(request.chatCtx)
    const last = turns.findLastIndex(({ role }) => role === 'user')
    const turn = turns[last]?.text ?? ''
    const reply = decideReply(this.#persona, turns.slice(0, Math.max(last, 0)), turn, this.#options)
    return new ReplyStream(this, reply, turn, request)
  }
}

class ReplyStream extends llm.LLMStream {
  readonly #reply: Reply
  readonly #turn: string

  constructor(
    brain: llm.LLM,
    reply: Reply,
    turn: string,
    { chatCtx, toolCtx, connOptions }: Parameters<llm.LLM['chat']>[0],
  ) {
    super(brain, { chatCtx, ...(toolCtx && { toolCtx }), connOptions: connOptions ?? NO_RETRY })
    this.#reply = reply
    this.#turn = turn
  }

  /** Word by word, giving way between words, so that an interruption falls between two of them. */
  protected override async run(): Promise<void> {
    const id = randomUUID()
    for (const word of replyText(this.#reply).match(/\S+\s*/gu) ?? []) {
      if (this.abortController.signal.aborted) return
      this.queue.put({ id, delta: { role: 'assistant', content: word } })
      await nextTick()
    }
    const { endCall, handOver } = this.#reply
    if (handOver) this.#use(id, HAND_OVER, { reason: this.#turn.slice(0, REASON_MAX) })
    if (endCall) this.#use(id, END_CALL, { ended_by: 'caller' })
  }

  #use(id: string, name: string, args: Readonly<Record<string, string>>): void {
    if (this.toolCtx?.functionTools[name] === undefined) return
    const call = llm.FunctionCall.create({ callId: randomUUID(), name, args: JSON.stringify(args) })
    this.queue.put({ id, delta: { role: 'assistant', toolCalls: [call] } })
  }
}

/** Nothing here can fail for a moment only. */
const NO_RETRY = { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 }
