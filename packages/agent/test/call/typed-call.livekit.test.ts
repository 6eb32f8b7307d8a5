import { afterEach, describe, expect, it } from 'vitest'
import type { CallDesk } from '../../src/index.ts'
import { openDesk, persona, recorderWithoutDatabase } from './calls-of-test.ts'

const { says } = persona
const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.close())))

async function desk(options: Partial<Parameters<typeof openDesk>[0]> = {}) {
  const opened = await openDesk({ recorder: recorder(), ...options })
  desks.push(opened.desk)
  return opened
}

describe('a call by text alone', () => {
  it('in Arabic: greeted, answered, bid goodbye, kept, and told what was kept', async () => {
    const { call, desk: open } = await desk()
    const page = await call({ language: 'ar' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    const [running] = open.calls
    expect(page.answers()).toEqual([says.greeting.ar.display])
    expect(await page.ask('شو ساعات الدوام؟')).toContain('نفتح من السبت إلى الخميس')
    await page.ask('اسمي أحمد محمد')
    await page.ask('رقمي 0933123456')
    page.type('شكراً مع السلامة')
    const ended = await page.next('ended')
    expect(ended).toMatchObject({ reason: 'user_hangup', name: 'أحمد محمد', phone: '+963933123456' })
    expect(ended.messages).toBe(running?.conversation.messages.filter(({ role }) => role !== 'tool').length)
    expect(page.answers().at(-1)).toBe(says.goodbye.ar.display)
    expect(page.captions('caller').map(({ text }) => text)).toEqual([
      'شو ساعات الدوام؟',
      'اسمي أحمد محمد',
      'رقمي 0933123456',
      'شكراً مع السلامة',
    ])
    await page.until(() => page.closed, 'the end of the connection')
  })

  it('in English', async () => {
    const { call } = await desk()
    const page = await call({ language: 'en' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    expect(page.answers()).toEqual([says.greeting.en.display])
    expect(await page.ask('how much is the English course?')).toContain('900,000')
    page.type('bye')
    expect(await page.next('ended')).toMatchObject({ reason: 'user_hangup', messages: 5 })
  })

  it('goes on when a person is asked for: the page and whoever watches hear of it, once', async () => {
    const { call, desk: open } = await desk()
    const page = await call({ language: 'ar' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    expect(await page.ask('بدي احكي مع موظف')).toContain('طلبت من زميل لي أن ينضم إلينا')
    await page.until(() => page.all('transferred').length === 1, 'that a person is asked')
    expect(page.all('transferred')).toMatchObject([{ to: 'بدي احكي مع موظف' }])
    expect(await page.ask('بدي احكي مع موظف')).toContain('زميل')
    expect(await page.ask('شو ساعات الدوام؟')).toContain('نفتح من السبت إلى الخميس')
    const [running] = open.calls
    const [kept] = recorder().running(running?.conversation.id)
    expect(page.all('transferred')).toHaveLength(1)
    const asked = kept?.record.events.filter(({ kind }) => kind === 'hand_over')
    expect(asked).toMatchObject([{ detail: { reason: 'بدي احكي مع موظف' } }])
    page.type('مع السلامة')
    expect(await page.next('ended')).toMatchObject({ reason: 'user_hangup' })
  })

  it('keeps channel, language, agent, avatar and every turn in order with its delay', async () => {
    const { call, desk: open } = await desk()
    const page = await call({ language: 'en' })
    await page.until(() => page.answers().length === 1, 'the greeting')
    await page.ask('what are your opening hours?')
    const [running] = open.calls
    const [kept] = recorder().running()
    expect(kept?.record).toMatchObject({
      channel: 'web',
      language: 'en',
      agent_name: 'Sara',
      avatar_provider: 'builtin',
    })
    expect(running?.conversation.messages.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant'])
    expect(running?.conversation.messages[2]?.metadata).toMatchObject({
      typed_turn: true,
      first_audio_ms: expect.any(Number),
      llm_first_token_ms: expect.any(Number),
    })
    page.send({ type: 'end' })
    await page.next('ended')
  })
})
