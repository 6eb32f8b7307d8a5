import { llm } from '@livekit/agents'

/** How a scripted model answers one turn: words, a tool to call, a fault to raise, or a promise to wait for. */
export type Step = string | Error | Promise<unknown> | { tool: string; args?: object } | { usage: [number, number] }

/** A model that plays steps, so that a call can be stopped or broken at a known place. The last turn is played again. */
export class ScriptedModel extends llm.LLM {
  readonly #turns: Step[][]
  constructor(...turns: Step[][]) {
    super()
    this.#turns = turns
  }
  override label(): string {
    return 'test.ScriptedModel'
  }
  override get model(): string {
    return 'scripted-1'
  }
  override get provider(): string {
    return 'test'
  }
  override chat({ chatCtx, toolCtx, connOptions }: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
    const steps = this.#turns.length > 1 ? (this.#turns.shift() ?? []) : (this.#turns[0] ?? [])
    return new ScriptedStream(this, steps, {
      chatCtx,
      ...(toolCtx && { toolCtx }),
      connOptions: { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000, ...connOptions },
    })
  }
}

let calls = 0

class ScriptedStream extends llm.LLMStream {
  readonly #steps: readonly Step[]
  constructor(model: llm.LLM, steps: readonly Step[], options: ConstructorParameters<typeof llm.LLMStream>[1]) {
    super(model, options)
    this.#steps = steps
  }
  protected override async run(): Promise<void> {
    const id = `r${calls}`
    for (const step of this.#steps) {
      if (step instanceof Error) throw step
      if (step instanceof Promise) await step
      else if (typeof step === 'string') this.queue.put({ id, delta: { role: 'assistant', content: step } })
      else if ('usage' in step) {
        const [promptTokens, completionTokens] = step.usage
        const usage = {
          promptTokens,
          completionTokens,
          promptCachedTokens: 0,
          totalTokens: promptTokens + completionTokens,
        }
        this.queue.put({ id, usage })
      } else {
        const args = JSON.stringify(step.args ?? {})
        const call = llm.FunctionCall.create({ callId: `call-${calls++}`, name: step.tool, args })
        this.queue.put({ id, delta: { role: 'assistant', toolCalls: [call] } })
      }
    }
  }
}
