import { SAVE_CHUNK_BYTES } from '../conversation/bounds.ts'
import type { PlacedMessage } from './message-arrays.ts'

/** Messages in runs of at most `bytes` of text; a single larger message stands alone. */
export function messageChunks(placed: readonly PlacedMessage[], bytes = SAVE_CHUNK_BYTES): PlacedMessage[][] {
  const chunks: PlacedMessage[][] = []
  let chunk: PlacedMessage[] = []
  let size = 0
  for (const item of placed) {
    const next = textBytes(item)
    if (chunk.length > 0 && size + next > bytes) {
      chunks.push(chunk)
      chunk = []
      size = 0
    }
    chunk.push(item)
    size += next
  }
  chunks.push(chunk)
  return chunks
}

/** An upper bound that costs nothing for what is short: three bytes for every UTF-16 unit. */
function textBytes({ message }: PlacedMessage): number {
  const units = message.content.length + (message.heard?.length ?? 0)
  const metadata = message.metadata ? JSON.stringify(message.metadata).length : 0
  return units < 65_536
    ? (units + metadata) * 3
    : Buffer.byteLength(message.content) + Buffer.byteLength(message.heard ?? '') + metadata * 3
}
