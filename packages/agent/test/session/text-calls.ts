import type { EndOptions } from 'rawi'
import { loadPersona, receptionPersona, startTextCall } from '../../src/index.ts'
import type { TextCallOptions } from '../../src/session/text-call.ts'
import { type InMemoryRecord, inMemoryRecord } from './in-memory-record.ts'

export const persona = loadPersona(receptionPersona)
export const { says } = persona

export async function* typed(...lines: string[]): AsyncGenerator<string> {
  yield* lines
}

/** A caller who types these lines and then stays on the line. */
export async function* staying(...lines: string[]): AsyncGenerator<string> {
  yield* lines
  await new Promise(() => {})
}

export interface Outcome {
  record: InMemoryRecord
  end: EndOptions
  heard: string
}

export async function callWith(
  lines: AsyncIterable<string>,
  more: Partial<TextCallOptions<EndOptions>> = {},
): Promise<Outcome> {
  const record = inMemoryRecord()
  let heard = ''
  const call = await startTextCall({
    persona,
    record,
    lines,
    onAgentText: (delta) => {
      heard += delta
    },
    onAgentTurnEnd: () => {
      heard += '\n'
    },
    ...more,
  })
  return { record, end: await call.ended, heard }
}
