/** Bytes that are gathered before they are handed on. */
const GATHERED = 65_536

/**
 * Pieces of text as a body: the next piece is asked for only when the client has taken what came before, and none any more
 * when it has gone away. `done` is called once, however it ends.
 */
export function textStream(pieces: AsyncGenerator<string>, done: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          let text = ''
          while (text.length < GATHERED) {
            const next = await pieces.next()
            if (next.done) {
              if (text !== '') controller.enqueue(Buffer.from(text))
              controller.close()
              done()
              return
            }
            text += next.value
          }
          controller.enqueue(Buffer.from(text))
        } catch (error) {
          // The connection is cut: what came so far must not pass for the whole.
          controller.error(error)
          done()
        }
      },
      async cancel() {
        done()
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
