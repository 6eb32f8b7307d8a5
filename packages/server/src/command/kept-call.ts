import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import {
  type ConversationRecord,
  type EndOptions,
  type EndResult,
  type MessageInput,
  RawiError,
  type Recorder,
  type StartOptions,
} from 'rawi'
import type { EndedBody, StartedBody } from '../ingest/ingest-schema.ts'
import type { ConversationBody } from '../records/conversation-schema.ts'
import type { HouseClient } from './house-client.ts'
import { recordOf } from './record-body.ts'

/** A call that is being kept, here or by the running server. */
export interface KeptCall {
  readonly conversationId: string
  addMessage(message: MessageInput): void
  /** Keeps that the caller wants a person. Over HTTP the use of the tool, a `tool` row, tells it alone. */
  handOver?(reason: string): void
  end(options: EndOptions): Promise<EndResult>
  /** What was kept, once it has ended; undefined where it cannot be read now. */
  read(): Promise<ConversationRecord | undefined>
}

/** Keeps a call in this process's own journal and database. */
export function keepHere(recorder: Recorder, start: StartOptions): KeptCall {
  const conversation = recorder.startConversation(start)
  return {
    get conversationId() {
      return conversation.conversationId
    },
    addMessage: (message) => void conversation.addMessage(message),
    handOver: (reason) => void conversation.addEvent('hand_over', { reason }),
    end: (options) => conversation.end({ summary: summaryOf(options, conversation.contact.name), ...options }),
    read: () => recorder.getConversation(conversation.id).catch(() => undefined),
  }
}

/** With whom, as far as that was said, in the language of the call. */
function summaryOf({ language }: EndOptions, who: string | null): string {
  return language === 'en' ? `Conversation with ${who ?? 'a caller'}` : `محادثة مع ${who ?? 'عميل'}`
}

/**
 * Sends a call to the running server, word by word, where it shows up live. Nobody waits for the server while they talk;
 * over its restart words wait up to `RETRIES` half seconds, and what it did not take is told by the end.
 * @throws RawiError what the server answers, RAWI_SERVER_UNREACHABLE
 */
export async function keepThere(find: () => Promise<HouseClient | undefined>, start: StartOptions): Promise<KeptCall> {
  const send = sender(find)
  const { conversationId, channel, language, agentName } = start
  const begun = await send<StartedBody>('POST', '/v1/conversations', {
    ...{ conversation_id: conversationId, channel, language, agent_name: agentName },
  })
  const path = `/v1/conversations/${begun.id}`
  let sending: Promise<unknown> = Promise.resolve()
  return {
    conversationId: begun.conversation_id,
    addMessage({ timestamp = new Date(), ...message }) {
      // As the library does.
      if (message.content.trim() === '') return
      const body = { id: randomUUID(), ...message, timestamp: timestamp.toISOString() }
      // In their order, each after the one before it; after one that failed nothing more is sent.
      sending = sending.then(() => send('POST', `${path}/messages`, body))
      sending.catch(() => {})
    },
    async end(options) {
      await sending
      return resultOf(await send<EndedBody>('POST', `${path}/end`, endBody(options)))
    },
    read: async () => recordOf(await send<ConversationBody>('GET', path)),
  }
}

const RETRIES = 60
const RETRY_MS = 500
const PASSING = new Set(['RAWI_SERVER_UNREACHABLE', 'RAWI_STOPPING', 'RAWI_ACCESS_REFUSED', 'RAWI_BUSY'])

/** Asks the server that runs now: one that was started again has another secret, and perhaps another port. */
function sender(find: () => Promise<HouseClient | undefined>): HouseClient['ask'] {
  let house: HouseClient | undefined
  return async (method, path, body) => {
    for (let tried = 0; ; tried++) {
      house ??= await find()
      try {
        if (house) return await house.ask(method, path, body)
        throw new RawiError('RAWI_SERVER_UNREACHABLE', 'The server does not run any more.')
      } catch (error) {
        if (!(error instanceof RawiError) || !PASSING.has(error.code) || tried >= RETRIES) throw error
        house = undefined
        await setTimeout(RETRY_MS)
      }
    }
  }
}

/** The end of a call as the API takes it: fields that were not said are left out. */
function endBody(options: EndOptions): object {
  const { endReason, errorCode, userName, userPhone, userEmail, callerId, contactFrom: _, ...same } = options
  return {
    ...same,
    end_reason: endReason,
    error_code: errorCode,
    user_name: userName,
    user_phone: userPhone,
    user_email: userEmail,
    caller_id: callerId,
  }
}

function resultOf(ended: EndedBody): EndResult {
  return {
    id: ended.id,
    conversationId: ended.conversation_id,
    status: ended.status,
    endReason: ended.end_reason,
    messageCount: ended.message_count,
    messagesSaved: ended.messages_saved,
    durationSeconds: ended.duration_seconds,
    transcriptPath: null,
    saved: ended.saved,
    user: null,
    problems: ended.problems as EndResult['problems'],
  }
}
