import { llm } from '@livekit/agents'

/** How a scripted brain answers one turn: words to say, a fault to raise, or a promise to wait for. */
export type Step = string | Error | Promise<unknown>

/** A model that plays steps, so that a call can be stopped or broken at a known place. */
export class ScriptedBrain extends llm.LLM {
  readonly #turns: Step[][]
  constructor(...turns: Step[][]) {
    super()
    this.#turns = turns
  }
  override label(): string {
    return 'test.ScriptedBrain'
  }
  override chat({ chatCtx, toolCtx, connOptions }: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
    const steps = this.#turns.length > 1 ? (this.#turns.shift() ?? []) : (this.#turns[0] ?? [])
    return new ScriptedStream(this, steps, {
      chatCtx,
      ...(toolCtx && { toolCtx }),
      connOptions: connOptions ?? { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 1_000 },
    })
  }
}

class ScriptedStream extends llm.LLMStream {
  readonly #steps: readonly Step[]
  constructor(brain: llm.LLM, steps: readonly Step[], options: ConstructorParameters<typeof llm.LLMStream>[1]) {
    super(brain, options)
    this.#steps = steps
  }
  protected override async run(): Promise<void> {
    for (const step of this.#steps) {
      if (step instanceof Error) throw step
      if (typeof step === 'string') this.queue.put({ id: 'r', delta: { role: 'assistant', content: step } })
      else await step
    }
  }
}
