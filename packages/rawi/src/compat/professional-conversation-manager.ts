import { RawiError } from '../conversation/errors.ts'
import type { JsonObject } from '../conversation/message.ts'
import type { Conversation, EndResult, Recorder, RecorderOptions } from '../conversation/recorder-api.ts'
import type { ConversationItem, ConversationRecord } from '../conversation/store-port.ts'
import { openRecorder } from '../open-recorder.ts'

/** What `endConversation` tells, under the old names. */
export interface EndedConversation {
  readonly conversation_id: string
  readonly status: EndResult['status']
  readonly messages_saved: number
  readonly message_count: number
  /** Seconds. */
  readonly duration_seconds: number
  readonly transcript_path: string | null
  /** False while the database is away; the journal keeps the conversation until it is back. */
  readonly saved: boolean
}

/**
 * The old system's class and its five methods over a recorder: one call at a time, nothing waits for the database
 * while it runs. Several calls at once need `openRecorder`.
 * @example
 * import { ProfessionalConversationManager } from 'rawi/compat'
 *
 * const manager = new ProfessionalConversationManager({ stateDir: '/var/lib/rawi' })
 * await manager.startConversation({ conversationId: 'room-abc123', roomName: 'room-abc123' })
 * manager.addMessageToLocalTranscript('user', 'مرحباً')
 * await manager.endConversation({ userName: 'أحمد محمد', userPhone: '+963991234567' })
 * const conversations = await manager.getConversationList({ limit: 20 })
 * await manager.close()
 */
export class ProfessionalConversationManager {
  readonly #options: RecorderOptions | { readonly recorder: Recorder }
  #recorder: Promise<Recorder> | undefined
  #conversation: Conversation | undefined

  constructor(options: RecorderOptions | { readonly recorder: Recorder } = {}) {
    this.#options = options
  }

  /** Starts a call; one that still runs is ended first, as nothing may be lost. Resolves to its label. */
  async startConversation(
    options: { conversationId?: string; roomName?: string; participantIdentity?: string; metadata?: JsonObject } = {},
  ): Promise<string> {
    const recorder = await this.#open()
    if (this.#conversation) await this.endConversation()
    this.#conversation = recorder.startConversation({ ...options, ...toldBy(options.metadata) })
    return this.#conversation.conversationId
  }

  /**
   * Keeps a message of the running call; blank content is ignored.
   * @throws RawiError RAWI_CONVERSATION_ENDED when no call runs, RAWI_ROLE_UNKNOWN
   */
  addMessageToLocalTranscript(
    role: 'user' | 'assistant' | 'system' | 'tool',
    content: string,
    metadata?: JsonObject,
  ): void {
    if (!this.#conversation)
      throw new RawiError('RAWI_CONVERSATION_ENDED', 'No conversation runs: call startConversation first.')
    this.#conversation.addMessage({ role, content, ...(metadata && { metadata }) })
  }

  /** Ends the running call and saves it; without one it resolves to undefined. */
  async endConversation(
    options: {
      userName?: string | null
      userPhone?: string | null
      userEmail?: string | null
      summary?: string | null
    } = {},
  ): Promise<EndedConversation | undefined> {
    const conversation = this.#conversation
    if (!conversation) return undefined
    this.#conversation = undefined
    const { userName, userPhone, userEmail } = options
    const result = await conversation.end({
      ...(userName && { userName }),
      ...(userPhone && { userPhone }),
      ...(userEmail && { userEmail }),
      summary: options.summary || `محادثة مع ${userName || conversation.contact.name || 'عميل'}`,
    })
    return {
      conversation_id: result.conversationId,
      status: result.status,
      messages_saved: result.messagesSaved,
      message_count: result.messageCount,
      duration_seconds: result.durationSeconds,
      transcript_path: result.transcriptPath,
      saved: result.saved,
    }
  }

  /** The newest conversations, 1 to 100. */
  async getConversationList({ limit = 20 }: { limit?: number } = {}): Promise<readonly ConversationItem[]> {
    const { items } = await (await this.#open()).listConversations({ limit })
    return items
  }

  /** A conversation with all its messages, or undefined. */
  async getConversationWithMessages(conversationId: string): Promise<ConversationRecord | undefined> {
    return (await this.#open()).getConversation(conversationId)
  }

  /** Ends a running call and closes a recorder of its own; one that was handed in stays open. */
  async close(): Promise<void> {
    await this.endConversation()
    if (!('recorder' in this.#options)) await (await this.#recorder)?.close()
  }

  #open(): Promise<Recorder> {
    this.#recorder ??=
      'recorder' in this.#options ? Promise.resolve(this.#options.recorder) : openRecorder(this.#options)
    return this.#recorder
  }
}

/** The old system's agents told the language and the avatar among the metadata; each has a column of its own now. */
function toldBy(metadata: JsonObject | undefined): { language?: string; avatarProvider?: string } {
  const { language, avatar_provider: avatarProvider } = metadata ?? {}
  return {
    ...(typeof language === 'string' && { language }),
    ...(typeof avatarProvider === 'string' && { avatarProvider }),
  }
}
