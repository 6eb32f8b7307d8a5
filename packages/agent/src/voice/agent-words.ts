import { voice } from '@livekit/agents'
import type { AgentTurns } from './agent-turns.ts'

/** Takes the agent's words from the session; LiveKit exports only this base for an output of one's own. */
export class AgentWords extends voice.ParalellTextOutput {
  readonly #turns: AgentTurns

  constructor(turns: AgentTurns) {
    super([])
    this.#turns = turns
  }

  override async captureText(text: string | voice.TimedString): Promise<void> {
    this.#turns.text(typeof text === 'string' ? text : text.text)
  }

  override flush(): void {
    this.#turns.textDone()
  }
}
