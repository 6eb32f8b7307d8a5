import type { ConversationBatch } from '../../packages/rawi/src/conversation/store-port.ts'

/** One way to bring a whole conversation into the database. */
export interface Saver {
  readonly name: string
  /** More messages than this would take minutes. */
  readonly most?: number
  /** Before the clock runs. */
  prepare?(batch: ConversationBatch): Promise<void>
  /** Resolves when it is committed. */
  save(batch: ConversationBatch): Promise<void>
  close(): Promise<void>
}
