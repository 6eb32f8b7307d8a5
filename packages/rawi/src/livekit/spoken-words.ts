import { ReadableStream } from 'node:stream/web'
import type { voice } from '@livekit/agents'

/**
 * Listens to the words an agent is about to speak, where LiveKit hands them on as they are generated; no event of the
 * session tells of them before they have been spoken. The agent's own node is asked as before.
 */
export function tapSpokenWords(agent: voice.Agent, onSegment: () => (words: string) => void): void {
  const node = agent.transcriptionNode.bind(agent)
  agent.transcriptionNode = async (text, settings) => {
    const words = await node(text, settings)
    if (words === null) return null
    const tell = onSegment()
    const reader = words.getReader()
    // Nothing is read ahead: what the session has not asked for was not generated for anybody.
    return new ReadableStream<string | voice.TimedString>(
      {
        async pull(controller) {
          const { done, value } = await reader.read()
          if (done) return controller.close()
          tell(typeof value === 'string' ? value : value.text)
          controller.enqueue(value)
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    )
  }
}
