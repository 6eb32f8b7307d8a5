import { afterEach, describe, expect, it } from 'vitest'
import type { CallDesk } from '../../src/index.ts'
import { openDesk, persona, recorderWithoutDatabase } from './calls-of-test.ts'

const { says } = persona
const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.close())))

async function greeted() {
  const opened = await openDesk({ recorder: recorder() })
  desks.push(opened.desk)
  const page = await opened.call({ language: 'en' })
  await page.until(() => page.answers().length === 1, 'the greeting')
  const [call] = opened.desk.calls
  if (!call) throw new Error('no call runs')
  return { page, call, desk: opened.desk }
}

describe('a person', () => {
  it('takes over: speaks instead of the agent, which is silent, and gives the call back', async () => {
    const { page, call } = await greeted()
    call.takeover()
    expect(await page.next('operator')).toMatchObject({ present: true })
    await call.say('This is Huda from the office.')
    await page.until(() => page.captions('operator').length === 1, 'the words of the person')
    page.type('oh, a person!')
    await page.next('taken')
    call.giveBack()
    expect(await page.next('operator')).toMatchObject({ present: false })
    expect(await page.ask('hello')).toBe(says.hello.en.display)
    expect(call.conversation.messages.map(({ role, content }) => [role, content]).slice(1)).toEqual([
      ['assistant', 'This is Huda from the office.'],
      ['user', 'oh, a person!'],
      ['user', 'hello'],
      ['assistant', says.hello.en.display],
    ])
    expect(call.conversation.messages[1]?.metadata).toMatchObject({ operator: true })
    expect(call.conversation.messages[4]?.metadata?.operator).toBeUndefined()
  })

  it('hangs up', async () => {
    const { page, call } = await greeted()
    await page.ask('hello')
    call.hangup()
    expect(await page.next('ended')).toMatchObject({ reason: 'operator_hangup' })
    expect(await call.ended).toMatchObject({ status: 'completed' })
  })

  it('finds a call by its own name and by its conversation', async () => {
    const { call, desk } = await greeted()
    expect(desk.find(call.id)?.id).toBe(call.id)
    expect(desk.find(call.conversation.id)?.id).toBe(call.id)
    expect(desk.find('none')).toBeUndefined()
  })

  it('cannot say nothing, or a book', async () => {
    const { call } = await greeted()
    await expect(call.say('  ')).rejects.toMatchObject({ code: 'RAWI_INPUT_INVALID' })
    await expect(call.say('x'.repeat(5_000))).rejects.toMatchObject({ code: 'RAWI_INPUT_INVALID' })
  })
})
