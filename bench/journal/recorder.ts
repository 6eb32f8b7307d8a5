import { join } from 'node:path'
import { openRecorder } from '../../packages/rawi/src/open-recorder.ts'
import type { FrameSource } from './bare-write.ts'
import type { Arena, Contender } from './contender.ts'
import { framesOf } from './read-frames.ts'

/** Nobody listens there: the database is away, as it may be in the worst hour. */
export const NO_DATABASE = 'postgres://rawi@127.0.0.1:1/rawi'

/** The product: `addMessage` of a real recorder. */
export async function recorderContender({ folder, calls }: Arena): Promise<Contender & FrameSource> {
  const recorder = await openRecorder({ stateDir: folder, databaseUrl: NO_DATABASE })
  recorder.on('alarm', ({ code, detail }) => {
    if (code.startsWith('RAWI_JOURNAL')) throw new Error(`${code}: ${detail}`)
  })
  const running = Array.from({ length: calls }, (_, call) =>
    recorder.startConversation({ roomName: `room-${call}`, participantIdentity: `caller-${call}`, language: 'ar' }),
  )
  const flush = (call: number) => running[call]?.flush() ?? Promise.resolve()
  const frames = framesOf(join(folder, 'journal', recorder.id))
  return {
    add: (call, turn) => running[call]?.addMessage(turn),
    settle: () => flush(0),
    flush,
    conversations: running.map(({ id }) => id),
    fresh: () => frames.fresh(),
  }
}
