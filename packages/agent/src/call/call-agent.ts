import { voice } from '@livekit/agents'

/** Options of an agent that steps back while a person talks. */
export type CallAgentOptions = ConstructorParameters<typeof voice.Agent>[0] & {
  readonly onTurn: () => void
  readonly silent: () => boolean
}

/** The agent of a call: it answers every turn of the caller, unless a person has taken over. */
export class CallAgent extends voice.Agent {
  readonly #onTurn: () => void
  readonly #silent: () => boolean

  constructor({ onTurn, silent, ...options }: CallAgentOptions) {
    super(options)
    this.#onTurn = onTurn
    this.#silent = silent
  }

  override async onUserTurnCompleted(): Promise<void> {
    if (this.#silent()) throw new voice.StopResponse()
    this.#onTurn()
  }
}
