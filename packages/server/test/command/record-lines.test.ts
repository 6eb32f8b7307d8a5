import { expect, it } from 'vitest'
import { recordOf } from '../../src/command/record-body.ts'
import { factLines } from '../../src/command/record-lines.ts'
import { EXAMPLE_CONVERSATION } from '../../src/records/conversation-schema.ts'

const SOUND = { container: 'ogg', codec: 'opus', channels: 2, sample_rate: 24_000, offset_ms: 12, sha256: null }
const STARTED = '2026-11-22T14:20:00.012Z'
const terminal = { interactive: false, colour: false } as unknown as Parameters<typeof factLines>[0]

it('a shown conversation names its recordings, and which of them its process could not finish', () => {
  const recordings = [
    { ...SOUND, file: 'a.ogg', started_at: STARTED, duration_ms: 185_000, bytes: 9 },
    { ...SOUND, file: 'b.ogg', started_at: STARTED, duration_ms: null, bytes: null },
  ]
  const line = (given: typeof recordings) =>
    factLines(terminal, recordOf({ ...EXAMPLE_CONVERSATION, recordings: given })).find((one) =>
      one.includes('Recording'),
    )
  expect(line(recordings)).toMatch(/a\.ogg \(3m 05s\), b\.ogg \(not whole\)/)
  expect(line([])).toBeUndefined()
})

it('a shown conversation says where its sound is heard, with a server or without one', () => {
  const recordings = [{ ...SOUND, file: 'a.ogg', started_at: STARTED, duration_ms: 9, bytes: 9 }]
  const line = (server?: string) =>
    factLines(terminal, recordOf({ ...EXAMPLE_CONVERSATION, recordings }), server).find((one) => one.includes('Listen'))
  const path = `/play/${EXAMPLE_CONVERSATION.id}`
  expect(line('http://127.0.0.1:7171')).toContain(` http://127.0.0.1:7171${path} once signed in`)
  expect(line()).toContain(` ${path} of the server (rawi start)`)
})
