import { join } from 'node:path'
import type { MessageInput } from 'rawi'
import { openCallTape } from '../../../agent/src/voice/tape/call-tape.ts'
import type { TestServer } from '../http/run-server.ts'

const RATE = 24_000

/** A turn and when it is heard, in seconds from the first sample. */
export interface SpokenTurn {
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly from: number
  readonly to: number
}

/** Keeps a call with its sound as an agent does: tones of so many seconds, through the encoder that calls are recorded with. */
export async function keepSound(
  rawi: TestServer,
  seconds: number,
  turns: readonly SpokenTurn[],
): Promise<{ id: string; path: string }> {
  const conversation = rawi.server.house.recorder.startConversation({ startedAt: new Date(Date.now() - 60_000) })
  const folder = join(rawi.home, 'recordings')
  const failures: string[] = []
  const tape = openCallTape(folder, conversation.id, ({ message }) => failures.push(message))
  tape.caller(tone(16_000, seconds))
  tape.agent(tone(RATE, seconds))
  const sound = await tape.stop()
  if (!sound) throw new Error(failures.join(' '))
  const began = conversation.startedAt.getTime() + 1_000
  conversation.addRecording({ ...sound, startedAt: new Date(began) })
  const at = (moment: number) => new Date(began + moment * 1_000)
  for (const { role, content, from, to } of turns) {
    const message: MessageInput = {
      ...{ role, content, timestamp: at(from) },
      metadata: { started_speaking_at: at(from).toISOString(), stopped_speaking_at: at(to).toISOString() },
    }
    conversation.addMessage(message)
  }
  const { id, saved } = await conversation.end()
  if (!saved) throw new Error('The call was not saved.')
  return { id, path: join(folder, `${id}.ogg`) }
}

function tone(rate: number, seconds: number): Int16Array {
  return Int16Array.from({ length: rate * seconds }, (_, at) => 8_000 * Math.sin((2 * Math.PI * 440 * at) / rate))
}
