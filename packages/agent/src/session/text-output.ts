import { voice } from '@livekit/agents'

/** Hands the agent's words on as they are generated; LiveKit exports only this base for an output of one's own. */
export class CallerText extends voice.ParalellTextOutput {
  readonly #onText: (delta: string) => void
  readonly #onEnd: () => void

  constructor(onText: (delta: string) => void, onEnd: () => void) {
    super([])
    this.#onText = onText
    this.#onEnd = onEnd
  }

  override async captureText(text: string | voice.TimedString): Promise<void> {
    this.#onText(typeof text === 'string' ? text : text.text)
  }

  override flush(): void {
    this.#onEnd()
  }
}
