import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Conversation, type EndResult, openRecorder, type Recorder } from 'rawi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPersona, receptionPersona, startTextCall } from '../../src/index.ts'

const persona = loadPersona(receptionPersona)

/** Calls through a real session into a real recorder. */
describe('who called, kept from what was said', () => {
  let folder: string
  let recorder: Recorder
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rawi-agent-'))
    recorder = await openRecorder({ stateDir: folder, endTimeoutMs: 60_000 })
    await recorder.ready
  }, 60_000)
  afterAll(async () => {
    await recorder.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function callWith(...lines: string[]) {
    const record = recorder.startConversation({ channel: 'text' })
    async function* typed() {
      yield* lines
    }
    const call = await startTextCall<EndResult>({
      persona,
      record: record satisfies Conversation,
      lines: typed(),
      onAgentText: () => {},
    })
    const result = await call.ended
    const kept = await recorder.getConversation(result.id)
    const held = (field: string) => kept?.contactEvidence.findLast((patch) => patch.field === field)
    return { result, kept, name: held('name'), phone: held('phone') }
  }

  it('in Arabic: read back, corrected, affirmed', async () => {
    const { result, kept, name, phone } = await callWith(
      ...['مرحبا', 'اسمي أحمد محمد', 'رقمي 0991234567', 'لا، آخره 68', 'نعم', 'نعم', 'شكرا مع السلامة'],
    )
    expect(result).toMatchObject({ saved: true, user: { name: 'أحمد محمد', phone: '+963991234568' } })
    expect(kept?.contact).toEqual({ name: 'أحمد محمد', phone: '+963991234568', email: null })
    expect(name).toMatchObject({ status: 'confirmed', source: 'rules' })
    expect(phone).toMatchObject({ status: 'confirmed', source: 'rules', value: '+963991234568' })
    expect(kept?.contactEvidence.map(({ value, status }) => `${value} ${status}`)).toContain('+963991234567 superseded')
  })

  it('in English: read back, corrected, affirmed', async () => {
    const { result, kept, phone } = await callWith(
      ...['hello', 'my name is John Smith', '0991234567', 'no, it ends with 68', 'yes', 'yes', 'bye'],
    )
    expect(result.user).toMatchObject({ name: 'John Smith', phone: '+963991234568' })
    expect(phone).toMatchObject({ status: 'confirmed' })
    // Every quote stands where it says.
    for (const { evidence } of kept?.contactEvidence ?? []) {
      for (const { seq, start, end, quote } of evidence) {
        expect(kept?.messages.find((message) => message.seq === seq)?.content.slice(start, end)).toBe(quote)
      }
    }
  })

  it('said and never affirmed, it is kept as heard', async () => {
    const { result, phone } = await callWith('مرحبا', 'اسمي أحمد محمد', 'رقمي 0991234567', 'شكرا مع السلامة')
    expect(result.user).toMatchObject({ phone: '+963991234567' })
    expect(phone?.status).toBe('candidate')
  })
})
