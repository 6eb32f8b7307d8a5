import { LLM } from '@livekit/agents-plugin-openai'

/** Up to and with its version; hearing is asked there too. */
export const MISTRAL = 'https://api.mistral.ai/v1'

type Asked = ConstructorParameters<typeof LLM>[0]

/** Mistral's chat API through the client of OpenAI's: their own plugin cannot be had without one that brings a speech model. */
export function mistralBrain(asked: Asked, baseURL = MISTRAL): LLM {
  return new MistralBrain({ ...asked, baseURL })
}

/** Mistral refuses what it does not know, and does not know this option: it tells the usage without being asked. */
class MistralBrain extends LLM {
  override chat(request: Parameters<LLM['chat']>[0]): ReturnType<LLM['chat']> {
    return super.chat({ ...request, extraKwargs: { ...request.extraKwargs, stream_options: undefined } })
  }

  override label(): string {
    return 'mistral.LLM'
  }
}
