import { ReadableStream } from 'node:stream/web'
import { llm } from '@livekit/agents'

/** Messages that the stand-in says in one response, each as the pieces it comes in. */
export type Response = string[][]

/** A speech-to-speech model that hears for itself: it gives messages with no metrics, and the caller's words late. */
export class ScriptedRealtimeModel extends llm.RealtimeModel {
  readonly #responses: Response[]
  opened: ScriptedRealtimeSession | undefined

  constructor(...responses: Response[]) {
    super({
      messageTruncation: false,
      turnDetection: true,
      userTranscription: true,
      autoToolReplyGeneration: false,
      audioOutput: false,
      manualFunctionCalls: false,
      midSessionChatCtxUpdate: true,
      midSessionInstructionsUpdate: true,
      midSessionToolsUpdate: true,
      perResponseToolChoice: false,
    })
    this.#responses = responses
  }
  override get model(): string {
    return 'scripted-realtime'
  }
  override session(): llm.RealtimeSession {
    this.opened = new ScriptedRealtimeSession(this, this.#responses)
    return this.opened
  }
  override async close(): Promise<void> {}
}

let messages = 0

export class ScriptedRealtimeSession extends llm.RealtimeSession {
  readonly #responses: Response[]
  #chatCtx = llm.ChatContext.empty()
  #tools = llm.ToolContext.empty()

  constructor(model: llm.RealtimeModel, responses: Response[]) {
    super(model)
    this.#responses = responses
  }
  override get chatCtx(): llm.ChatContext {
    return this.#chatCtx
  }
  override get tools(): llm.ToolContext {
    return this.#tools
  }
  override async updateInstructions(): Promise<void> {}
  override async updateChatCtx(chatCtx: llm.ChatContext): Promise<void> {
    this.#chatCtx = chatCtx.copy()
  }
  override async updateTools(tools: llm.ToolContext): Promise<void> {
    this.#tools = tools.copy()
  }
  override updateOptions(): void {}
  override pushAudio(): void {}
  override async generateReply(): Promise<llm.GenerationCreatedEvent> {
    return this.generation(true)
  }
  override async commitAudio(): Promise<void> {}
  override async clearAudio(): Promise<void> {}
  override async interrupt(): Promise<void> {}
  override async truncate(): Promise<void> {}

  generation(userInitiated: boolean): llm.GenerationCreatedEvent {
    const said = this.#responses.shift() ?? []
    return {
      messageStream: streamOf(
        said.map((pieces) => ({
          messageId: `realtime-${messages++}`,
          textStream: streamOf(pieces),
          audioStream: streamOf([]),
          modalities: Promise.resolve(['text'] as ('text' | 'audio')[]),
        })),
      ),
      functionStream: streamOf([]),
      userInitiated,
      responseId: 'response-1',
    } as llm.GenerationCreatedEvent
  }
}

function streamOf<T>(items: T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item)
      controller.close()
    },
  })
}
