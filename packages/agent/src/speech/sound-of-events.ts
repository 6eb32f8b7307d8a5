import { createParser } from 'eventsource-parser'

/** Characters of one event: some minutes of sound in base64. */
const EVENT_MAX_CHARS = 8 << 20

/** The sound in a stream of server-sent events; each is JSON, and may hold a piece of it in base64. */
export async function* soundOfEvents(
  answer: AsyncIterable<Uint8Array>,
  pieceOf: (event: unknown) => string | undefined,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  const pieces: Uint8Array[] = []
  const parser = createParser({
    maxBufferSize: EVENT_MAX_CHARS,
    onEvent({ data }) {
      // Some end with a word that is no JSON, as OpenAI does.
      const piece = data === '[DONE]' ? undefined : pieceOf(JSON.parse(data))
      if (piece !== undefined) pieces.push(Buffer.from(piece, 'base64'))
    },
    onError(error) {
      // A line that is no event may be passed over; an event without an end may not.
      if (error.type === 'max-buffer-size-exceeded') throw error
    },
  })
  for await (const chunk of answer) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    yield* pieces.splice(0)
  }
}
