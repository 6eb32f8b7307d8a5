import type { ErrorCode } from 'rawi'
import { ERRORS } from 'rawi'
import {
  CALLER_RATE,
  CONTROL_MAX_BYTES,
  CONTROL_RATE,
  ERROR_RATE,
  FRAME_MAX_MS,
  OFFENCE_RATE,
  SENT_MAX_BYTES,
  SOUND_RATE,
  TEXT_MAX,
  TEXT_RATE,
} from './bounds.ts'
import { FRAME_HEADER_BYTES, packAgentFrame, unpackCallerFrame } from './frames.ts'
import { type AgentMessage, type CallerMessage, callerMessage } from './protocol.ts'
import { type Rate, rateLimit } from './rate.ts'
import type { CallTransport } from './transport.ts'

const FRAME_MAX_BYTES = FRAME_HEADER_BYTES + (CALLER_RATE * FRAME_MAX_MS * 2) / 1_000

/** What comes of a connection, checked. */
export interface LinkListener {
  control(message: CallerMessage): void
  sound(samples: Int16Array): void
  closed(): void
}

/** A connection with the protocol's rules on it: what breaks them is answered with a code and harms nothing. */
export interface CallerLink {
  send(message: AgentMessage): void
  sendSound(utterance: number, position: number, samples: Int16Array): void
  error(code: ErrorCode, detail: string): void
  readonly waitingBytes: number
  /** Whoever listens last hears. */
  listen(listener: LinkListener): void
  /** What comes waits for the next listener. */
  pause(): void
  close(): void
}

type Checked<T> = { readonly value: T } | { readonly code: ErrorCode; readonly detail: string }

export function callerLink(transport: CallTransport): CallerLink {
  const allow = {
    control: rateLimit(CONTROL_RATE),
    text: rateLimit(TEXT_RATE),
    sound: rateLimit(SOUND_RATE),
    offence: rateLimit(OFFENCE_RATE),
  }
  const tellable = new Map<ErrorCode, () => boolean>()
  let listener: LinkListener | undefined
  const early: (string | Uint8Array)[] = []
  let open = true

  const link: CallerLink = {
    send(message) {
      if (open) transport.send(JSON.stringify(message))
      // Who reads nothing for so long is gone; the call waits for them to come back.
      if (open && transport.waitingBytes > SENT_MAX_BYTES) link.close()
    },
    sendSound(utterance, position, samples) {
      if (open) transport.send(packAgentFrame({ utterance, position, samples }))
    },
    error(code, detail) {
      if (allowed(tellable, code, ERROR_RATE)) link.send({ type: 'error', code, message: `${detail} ${ERRORS[code]}` })
    },
    get waitingBytes() {
      return transport.waitingBytes
    },
    listen(heard) {
      listener = heard
      for (const message of early.splice(0)) receive(message)
      if (!open) listener?.closed()
    },
    pause() {
      listener = undefined
    },
    close() {
      if (!open) return
      open = false
      transport.close()
      listener?.closed()
    },
  }

  function receive(message: string | Uint8Array): void {
    if (!open) return
    if (!listener) {
      if (message.length <= CONTROL_MAX_BYTES && early.length < CONTROL_RATE.burst) early.push(message)
      return
    }
    if (typeof message !== 'string') {
      const checked = checkSound(message, allow.sound)
      if ('value' in checked) listener.sound(checked.value)
      else refuse(checked.code, checked.detail)
      return
    }
    const checked = checkControl(message, allow)
    if ('value' in checked) listener.control(checked.value)
    else refuse(checked.code, checked.detail)
  }

  function refuse(code: ErrorCode, detail: string): void {
    link.error(code, detail)
    if (!allow.offence()) link.close()
  }

  transport.listen({
    message: receive,
    closed() {
      if (!open) return
      open = false
      listener?.closed()
    },
  })
  return link
}

function checkSound(message: Uint8Array, allow: () => boolean): Checked<Int16Array> {
  if (message.byteLength > FRAME_MAX_BYTES) {
    return { code: 'RAWI_CALL_MESSAGE_TOO_LARGE', detail: `A frame of sound holds at most ${FRAME_MAX_MS} ms.` }
  }
  const samples = unpackCallerFrame(message)
  if (!samples) return { code: 'RAWI_CALL_MESSAGE_INVALID', detail: 'This is no frame of sound.' }
  if (!allow()) return { code: 'RAWI_CALL_TOO_FAST', detail: 'Sound came faster than anybody speaks.' }
  return { value: samples }
}

function checkControl(message: string, allow: Record<'control' | 'text', () => boolean>): Checked<CallerMessage> {
  // First, so that a flood costs no parsing.
  if (!allow.control()) return { code: 'RAWI_CALL_TOO_FAST', detail: 'Messages came too fast.' }
  if (message.length > CONTROL_MAX_BYTES || Buffer.byteLength(message) > CONTROL_MAX_BYTES) {
    return {
      code: 'RAWI_CALL_MESSAGE_TOO_LARGE',
      detail: `A message holds at most ${CONTROL_MAX_BYTES} bytes, a text at most ${TEXT_MAX} characters.`,
    }
  }
  const parsed = callerMessage.safeParse(parseJson(message))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    // The path only: a message of the issue could repeat what was typed.
    const where = issue && issue.path.length > 0 ? ` (${issue.path.slice(0, 3).join('.')})` : ''
    const long = issue?.code === 'too_big' && issue.path[0] === 'text'
    return long
      ? { code: 'RAWI_CALL_MESSAGE_TOO_LARGE', detail: `A text holds at most ${TEXT_MAX} characters.` }
      : { code: 'RAWI_CALL_MESSAGE_INVALID', detail: `This is no message of the call protocol${where}.` }
  }
  if (parsed.data.type === 'text' && !allow.text()) {
    return { code: 'RAWI_CALL_TOO_FAST', detail: 'Texts came faster than the agent can answer.' }
  }
  return { value: parsed.data }
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

function allowed(limits: Map<ErrorCode, () => boolean>, code: ErrorCode, rate: Rate): boolean {
  const limit = limits.get(code) ?? rateLimit(rate)
  limits.set(code, limit)
  return limit()
}
